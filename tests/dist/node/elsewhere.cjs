'use strict'
// Makes this machine look like the platform in ELSEWHERE. Load it first: node -r ./elsewhere.cjs

const [platform, arch, libc] = process.env.ELSEWHERE.split('-')
Object.defineProperties(process, { platform: { value: platform }, arch: { value: arch } })
process.report.getReport = () => ({ header: libc === 'gnu' ? { glibcVersionRuntime: '2.34' } : {} })
