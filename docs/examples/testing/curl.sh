export WORKOS_WEBHOOK_SECRET=whsec_example
echo '{"id":"event_01","event":"user.created","data":{}}' > event.json
curl --fail --data-binary @event.json \
    --header "Content-Type: application/json" \
    --header "WorkOS-Signature: $(hookseal sign event.json)" \
    http://127.0.0.1:3000/webhooks
