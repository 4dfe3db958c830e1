import { join } from 'node:path'

export default {
  // hookseal is installed in the folder above.
  turbopack: { root: join(import.meta.dirname, '..') },
}
