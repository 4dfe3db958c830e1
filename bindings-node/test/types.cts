// Compiled, never run: the types through require.
import hookseal = require('hookseal')

const header: string = hookseal.sign('secret', '{}')
new hookseal.Verifier('secret').verify('{}', header).timestamp.toFixed()

const event = hookseal.readEvent('{}')
if (event.event === 'dsync.user.created') event.data.emails?.[0]?.value?.trim()
// @ts-expect-error no event has this name
if (event.event === 'dsync.user.craeted') hookseal.isKnownEvent(event)
