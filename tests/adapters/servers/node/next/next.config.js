import { join } from 'node:path'

export default {
  serverExternalPackages: ['hookseal'],
  // The staged hookseal is a link to another folder of this repository.
  turbopack: { root: join(import.meta.dirname, '../../../../..') },
}
