// Bundled, and run where nothing but the addon is installed.
import * as hookseal from 'hookseal'
import smoke from './smoke.cjs'

smoke(hookseal)
console.log('accepted')
