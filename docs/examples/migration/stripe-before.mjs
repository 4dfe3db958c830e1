import Stripe from 'stripe'

const stripe = new Stripe(process.env.STRIPE_API_KEY)

export async function webhook(body, headers) {
  let event
  try {
    event = stripe.webhooks.constructEvent(body, headers['stripe-signature'], process.env.STRIPE_WEBHOOK_SECRET)
  } catch {
    return 400
  }
  console.log(`accepted ${event.type} ${event.id}`)
  return 200
}
