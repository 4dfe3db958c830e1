// Compiled, never run: the types through require.
import hookseal = require('hookseal')

const header: string = hookseal.sign('secret', '{}')
new hookseal.Verifier('secret').verify('{}', header).timestamp.toFixed()
