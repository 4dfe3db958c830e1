// The pages in the order of their use, and where the files of the repository are on the site.

const PYTHON = {
  fastapi: 'FastAPI',
  flask: 'Flask',
  django: 'Django',
  'django-rest-framework': 'Django REST framework',
  asgi: 'ASGI and Starlette',
  'python-functions': 'Lambda, Azure, Google: Python',
}
const NODE = {
  express: 'Express',
  fastify: 'Fastify',
  nextjs: 'Next.js',
  nestjs: 'NestJS',
  hono: 'Hono',
  koa: 'Koa',
  sveltekit: 'SvelteKit',
  'react-router': 'React Router',
  nitro: 'Nitro and h3',
  workers: 'Cloudflare Workers',
  'bun-and-deno': 'Bun and Deno',
  'node-http': 'Node alone',
  'node-functions': 'Lambda, Azure, Google: Node',
}
const C = { libmicrohttpd: 'libmicrohttpd', libevent: 'libevent' }

const frameworks = (names) => Object.entries(names).map(([name, text]) => ({ text, link: `/frameworks/${name}` }))

export const nav = [
  { text: 'Quick start', link: '/quick-start' },
  { text: 'Errors', link: '/errors' },
  { text: 'Playground', link: '/playground' },
  { text: 'API', link: '/api' },
]

// A group that collapses has a link, because without one it is a button in a button.
export const sidebar = [
  {
    text: 'Begin',
    items: [
      { text: 'What it is', link: '/' },
      { text: 'Why not write it yourself', link: '/why' },
      { text: 'Quick start', link: '/quick-start' },
      { text: 'Playground', link: '/playground' },
    ],
  },
  {
    text: 'Frameworks',
    items: [
      { text: 'All of them', link: '/frameworks/' },
      { text: 'Python', link: '/frameworks/#python', collapsed: true, items: frameworks(PYTHON) },
      { text: 'Node', link: '/frameworks/#node', collapsed: true, items: frameworks(NODE) },
      { text: 'C and C++', link: '/frameworks/#c-and-c', collapsed: true, items: frameworks(C) },
    ],
  },
  {
    text: 'Use',
    items: [
      { text: 'Test your endpoint', link: '/testing' },
      { text: 'Rotate a secret', link: '/rotation' },
      { text: 'Errors', link: '/errors' },
      { text: 'The gateway', link: '/receiving' },
      { text: 'Local development', link: '/local-development' },
      { text: 'Actions', link: '/actions' },
      { text: 'Typed events', link: '/events' },
    ],
  },
  {
    text: 'Move to hookseal',
    items: [
      { text: 'From workos for Python', link: '/migration/workos-python' },
      { text: 'From @workos-inc/node', link: '/migration/workos-node' },
      { text: 'From a check by hand', link: '/migration/by-hand' },
      { text: "From Stripe's way", link: '/migration/stripe' },
    ],
  },
  {
    text: 'Reference',
    items: [
      { text: 'Python', link: '/python' },
      { text: 'Node', link: '/node' },
      { text: 'Rust', link: '/rust' },
      { text: 'C and C++', link: '/c' },
      { text: 'The command', link: '/command' },
      { text: 'API from the sources', link: '/api' },
      { text: 'The rules', link: '/rules' },
      { text: 'Platforms', link: '/platforms' },
    ],
  },
  {
    text: 'Trust',
    items: [
      { text: 'Security', link: '/security' },
      { text: 'How it is tested', link: '/tests' },
      { text: 'Performance', link: '/performance' },
      { text: 'Changes', link: '/changes' },
      { text: 'Contributing', link: '/contributing' },
      { text: 'Architecture', link: '/architecture' },
    ],
  },
]

/** Where files of the repository, or sections of them, are on the site. */
const ON_THE_SITE = {
  'README.md': '/',
  'README.md#in-a-framework': '/frameworks/',
  'README.md#errors': '/errors',
  'ARCHITECTURE.md': '/architecture',
  'CHANGELOG.md': '/changes',
  'CONTRIBUTING.md': '/contributing',
  'SECURITY.md': '/security',
  'core/README.md': '/rust',
  'bindings-python/README.md': '/python',
  'bindings-node/README.md': '/node',
  'bindings-c/README.md': '/c',
  'cli/README.md': '/command',
  'tests/README.md': '/tests',
  'tests/bench/report.md': '/performance',
}

/** The link to a file of the repository, or undefined if it is not on the site. */
export function pageOf(file, hash) {
  const page = file.match(/^docs\/(.*?)(?:index)?\.md$/)
  if (page) return `/${page[1]}${hash ? `#${hash}` : ''}`
  const whole = ON_THE_SITE[file]
  if (hash) return ON_THE_SITE[`${file}#${hash}`] ?? (whole && `${whole}#${hash}`)
  return whole
}
