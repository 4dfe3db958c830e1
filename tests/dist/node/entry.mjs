// The tests bundle this, and run the bundle where hookseal is installed.
import { Verifier, sign } from 'hookseal'
import { webhook } from 'hookseal/http'

const verifier = new Verifier('whsec_example')
webhook(verifier, () => {})
if (verifier.verify('{}', sign('whsec_example', '{}')).secretIndex === 0) console.log('accepted')
