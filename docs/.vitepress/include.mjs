// Pages are assembled from what is written elsewhere in the repository, so that nothing is written twice:
//
//     <!-- include: ../bindings-node/README.md#express -->
//
// puts the section under that heading here, without the heading; without `#...`, the whole file without its title; with
// `lead` behind it, only what comes before the next heading; with a language behind it, the first block of that language.
// VitePress's own include knows no headings, and leaves links as they are in the other file.
import { readFileSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pageOf } from './pages.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const INCLUDE = /^<!-- include: (\S+?)(?:#(\S+))?(?: (\w+))? -->$/gm
const CODE = /^```[\s\S]*?^```$|`[^`\n]*`/gm

/** Assembles pages where VitePress reads them. */
export const assembling = {
  name: 'assemble pages',
  enforce: 'pre',
  transform(text, id) {
    if (id.endsWith('.md')) return assemble(text, id)
  },
}

/** The text of a page, with what it includes. */
export function assemble(text, file) {
  const page = text.replace(INCLUDE, (_, path, heading, part) => {
    const source = join(dirname(file), path)
    const whole = readFileSync(source, 'utf8')
    return move(heading ? section(whole, heading, path, part) : whole.replace(/^# .*\n/, ''), source, file)
  })
  return move(page, file, file)
}

/** What stands under a heading, down to the next one of its level or above; or a part of that. */
export function section(text, anchor, path, part) {
  const headings = [...text.replace(CODE, (code) => ' '.repeat(code.length)).matchAll(/^(#+) .*$/gm)]
  const at = headings.findIndex(({ index }) => anchorOf(text.slice(index).match(/^#+ (.*)$/m)[1]) === anchor)
  if (at < 0) throw new Error(`${path} has no heading #${anchor}`)
  const level = headings[at][1].length
  const end = headings.slice(at + 1).find(([, marks]) => part === 'lead' || marks.length <= level)
  const whole = text.slice(text.indexOf('\n', headings[at].index) + 1, end?.index ?? text.length)
  if (part === undefined || part === 'lead') return whole
  const block = whole.match(new RegExp(`^\`\`\`${part}\n[\\s\\S]*?^\`\`\`$`, 'm'))
  if (!block) throw new Error(`${path}#${anchor} has no block of ${part}`)
  return block[0]
}

/** As GitHub makes it. */
export function anchorOf(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')
}

/** Makes the links of one file those of another. What is not on the site is named, and not linked. */
function move(text, from, to) {
  const LINK_OR_CODE = /^```[\s\S]*?^```$|(?<!!)\[((?:`[^`\n]*`|[^[\]`])*)\]\(([^)\s]+)\)|`[^`\n]*`/gm
  const moved = text.replace(LINK_OR_CODE, (all, label, link) => {
    if (link === undefined) return all
    const found = target(link)
    return found === undefined ? label : `[${label}](${found})`
  })
  return pictures(moved)

  function target(link) {
    if (/^(\w+:|\/)/.test(link) || (from === to && link.startsWith('#'))) return link
    const [path, hash] = link.split('#')
    const file = path ? posix.join(relative(ROOT, dirname(from)), path) : relative(ROOT, from)
    return pageOf(file, hash)
  }

  /** The site has its own switch for dark colours, which `<picture>` does not know. */
  function pictures(page) {
    const PICTURE = /<picture>\s*<source [^>]*srcset="(.*?)">\s*<img alt="(.*?)" src="(.*?)">\s*<\/picture>/g
    const path = (image) => relative(dirname(to), join(dirname(from), image))
    return page.replace(PICTURE, (_, dark, alt, light) => {
      return `<img class="only-light" alt="${alt}" src="${path(light)}"><img class="only-dark" alt="${alt}" src="${path(dark)}">`
    })
  }
}
