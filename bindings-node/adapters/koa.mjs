import adapter from './koa.js'

export const { webhook } = adapter
