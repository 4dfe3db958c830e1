'use strict'
// Bundles as the options say, and prints every warning: node webpack.cjs WEBPACK OPTIONS

const [, , webpack, options] = process.argv
require(webpack)({ mode: 'production', context: __dirname, ...JSON.parse(options) }, (error, stats) => {
  if (error ?? (stats.hasErrors() || stats.hasWarnings())) throw error ?? new Error(stats.toString())
})
