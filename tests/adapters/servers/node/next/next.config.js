import { join } from 'node:path'

export default {
  serverExternalPackages: ['hookseal'],
  // The staged hookseal is a link to elsewhere in this repository.
  turbopack: { root: join(import.meta.dirname, '../../../../..') },
}
