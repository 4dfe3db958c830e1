// The site. `make docs` builds it into target/docs.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { tabsMarkdownPlugin } from 'vitepress-plugin-tabs'
import { withPolicy } from './content-security.mjs'
import { anchorOf, assemble, assembling } from './include.mjs'
import { nav, sidebar } from './pages.mjs'

const inRepository = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

export default defineConfig({
  title: 'hookseal',
  description: 'Verifies the signatures of WorkOS webhooks, in Rust, Python, Node, C and C++',
  base: process.env.DOCS_BASE ?? '/',
  srcExclude: ['examples/**', 'README.md'],
  outDir: inRepository('target/docs'),
  cacheDir: inRepository('target/docs-cache'),
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // A prefetch is a connection, which the policy forbids.
  router: { prefetchLinks: false },
  transformHtml: withPolicy,
  markdown: {
    anchor: { slugify: anchorOf },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    languageAlias: { cxx: 'cpp', h: 'c', mjs: 'js' },
    config(md) {
      md.use(tabsMarkdownPlugin)
      md.use(withoutHiddenLines)
    },
  },
  themeConfig: {
    nav,
    sidebar,
    outline: [2, 3],
    notFound: { linkLabel: 'Take me home' }, // a label that begins as its text does
    search: {
      provider: 'local',
      options: {
        _render: (text, env, md) => md.render(assemble(text, env.path), env),
        translations: { button: { buttonAriaLabel: '' } }, // its text is its label
        // No functions here: the page would have to make them from text, which its policy forbids.
        miniSearch: { searchOptions: { combineWith: 'AND' } },
      },
    },
  },
  vite: {
    plugins: [assembling],
    resolve: { alias: { hookseal: inRepository('bindings-node/dist/web/index.js') } },
    server: { fs: { allow: [inRepository('.')] } },
    build: { chunkSizeWarningLimit: 2000 }, // the index of the search
  },
})

/** rustdoc compiles the lines that begin with `# `, and does not show them. */
function withoutHiddenLines(md) {
  md.core.ruler.push('hidden lines', ({ tokens }) => {
    for (const token of tokens) {
      if (token.type === 'fence' && token.info === 'rust') token.content = token.content.replace(/^#( .*)?\n/gm, '')
    }
  })
}
