// Answers in Chromium.
import { open } from './chromium.mjs'
import { bridge } from './lines.mjs'

const { page, close } = await open('script.mjs')
const introduced = await page.evaluate(() => globalThis.script.introduce())
const answerAll = (lines) => page.evaluate((lines) => globalThis.script.answerAll(lines), lines)
await bridge({ ...introduced, answerAll })
await close()
