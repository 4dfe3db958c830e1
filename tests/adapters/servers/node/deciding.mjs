// The handler of actions of every server program, and its options.
export const ACTION = { deadline: 0.5 }
export const ACTION_OR_DENY = { ...ACTION, onError: { verdict: 'Deny', errorMessage: 'Try again later.' } }

/** Decides what the action itself asks for, or fails as it asks. */
export async function decide({ data: { say } }) {
  if (say === 'throw') throw new Error('as asked')
  if (say === 'hang') await new Promise((resolve) => setTimeout(resolve, 2000))
  return Array.isArray(say) ? { verdict: say[0], errorMessage: say[1] } : say
}
