'use strict'
// Bundles entry.mjs into bundle.cjs, as ./webpack.config.cjs says: node webpack.cjs WEBPACK

const [, , webpack] = process.argv
const files = { context: __dirname, entry: './entry.mjs', output: { path: __dirname, filename: 'bundle.cjs' } }
require(webpack)({ mode: 'production', ...files, ...require('./webpack.config.cjs') }, (error, stats) => {
  if (error ?? stats.hasErrors()) throw error ?? new Error(stats.toString())
})
