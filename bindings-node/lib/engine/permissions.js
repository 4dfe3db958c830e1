/** Whether Deno allows this without asking the user. Other runtimes have no such permissions. */
export function hasPermission(descriptor) {
  const permissions = globalThis.Deno?.permissions
  return permissions === undefined || permissions.querySync(descriptor).state === 'granted'
}
