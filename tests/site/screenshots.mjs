// Pictures of five pages, light, dark and small, into target/screenshots, to be looked at.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { open, ROOT, visit } from './browser.mjs'

const FOLDER = join(ROOT, 'target/screenshots')
const PAGES = ['index', 'quick-start', 'errors', 'playground', 'frameworks/express']
const LOOKS = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  small: { colorScheme: 'light', viewport: { width: 360, height: 740 } },
}

mkdirSync(FOLDER, { recursive: true })
const site = await open()
for (const [look, options] of Object.entries(LOOKS)) {
  const page = await site.browser.newPage({ ...options, reducedMotion: 'reduce' })
  for (const name of PAGES) {
    await visit(page, `${site.address}/${name}.html`)
    if (name === 'playground') {
      await page.selectOption('select[name=sample]', 'Parsed and serialised again')
      await page.locator('.verdict').scrollIntoViewIfNeeded()
    }
    await page.screenshot({ path: join(FOLDER, `${name.replace('/', '-')}-${look}.png`) })
  }
  await page.close()
}
await site.close()
