import adapter from './http.js'

export const { webhook } = adapter
