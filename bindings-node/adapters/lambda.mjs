import adapter from './lambda.js'

export const { webhook } = adapter
