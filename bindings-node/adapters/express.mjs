import adapter from './express.js'

export const { webhook } = adapter
