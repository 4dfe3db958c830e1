import adapter from './web.js'

export const { webhook } = adapter
