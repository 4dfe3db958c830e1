'use strict'
// Required before hookseal, it makes this machine look like another: node -r ./elsewhere.cjs

const [platform, arch, libc] = process.env.ELSEWHERE.split('-')
Object.defineProperties(process, { platform: { value: platform }, arch: { value: arch } })
process.report.getReport = () => ({ header: libc === 'gnu' ? { glibcVersionRuntime: '2.34' } : {} })
