'use strict'

const smoke = require('./smoke.cjs')

test('hookseal loads in Jest', () => smoke(require('hookseal')))
