// The test bundles this, and runs the bundle in a folder where only the addon is installed.
import * as hookseal from 'hookseal'
import smoke from './smoke.cjs'

smoke(hookseal)
console.log('accepted')
