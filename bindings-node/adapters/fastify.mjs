import adapter from './fastify.js'

export const { webhook } = adapter
