import adapter from './nest.js'

export const { webhook } = adapter
