// Written by tests/tools/event-types/generate.py from core/event-types.txt.

//! The names of WorkOS's events, as constants that cannot be mistyped.
//!
//! These are the events that WorkOS listed when this version was made. WorkOS adds new ones over
//! time, and hookseal accepts an event of any name, so a `match` needs a last arm for the others.
//!
//! ```
//! # #[cfg(not(feature = "event"))]
//! # fn main() {}
//! # #[cfg(feature = "event")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use hookseal::event_type::{CONNECTION_ACTIVATED, CONNECTION_DELETED};
//!
//! # let secret = "whsec_example";
//! # let payload = r#"{"id":"event_01","event":"connection.deleted","data":{}}"#;
//! # let (header, now) = (hookseal::sign(secret, payload, 1), 1);
//! # let verifier = hookseal::Verifier::new(secret)?;
//! let event = verifier.construct_event_at(payload, &header, now)?;
//! let enabled = match event.event() {
//!     CONNECTION_ACTIVATED => Some(true),
//!     CONNECTION_DELETED => Some(false),
//!     _ => None, // other events, and those added later
//! };
//! assert_eq!(enabled, Some(false));
//! # Ok(())
//! # }
//! ```

/// `action.authentication.denied`
pub const ACTION_AUTHENTICATION_DENIED: &str = "action.authentication.denied";

/// `action.user_registration.denied`
pub const ACTION_USER_REGISTRATION_DENIED: &str = "action.user_registration.denied";

/// `agent.blueprint.created`
pub const AGENT_BLUEPRINT_CREATED: &str = "agent.blueprint.created";

/// `agent.blueprint.deleted`
pub const AGENT_BLUEPRINT_DELETED: &str = "agent.blueprint.deleted";

/// `agent.blueprint.updated`
pub const AGENT_BLUEPRINT_UPDATED: &str = "agent.blueprint.updated";

/// `agent.instance.created`
pub const AGENT_INSTANCE_CREATED: &str = "agent.instance.created";

/// `agent.instance.deleted`
pub const AGENT_INSTANCE_DELETED: &str = "agent.instance.deleted";

/// `agent.instance.session.created`
pub const AGENT_INSTANCE_SESSION_CREATED: &str = "agent.instance.session.created";

/// `agent.instance.session.revoked`
pub const AGENT_INSTANCE_SESSION_REVOKED: &str = "agent.instance.session.revoked";

/// `agent.registration.claim.attempt.created`
pub const AGENT_REGISTRATION_CLAIM_ATTEMPT_CREATED: &str =
    "agent.registration.claim.attempt.created";

/// `agent.registration.claim.completed`
pub const AGENT_REGISTRATION_CLAIM_COMPLETED: &str = "agent.registration.claim.completed";

/// `agent.registration.created`
pub const AGENT_REGISTRATION_CREATED: &str = "agent.registration.created";

/// `agent.registration.credential.issued`
pub const AGENT_REGISTRATION_CREDENTIAL_ISSUED: &str = "agent.registration.credential.issued";

/// `agent.registration.deleted`
pub const AGENT_REGISTRATION_DELETED: &str = "agent.registration.deleted";

/// `agent.registration.expired`
pub const AGENT_REGISTRATION_EXPIRED: &str = "agent.registration.expired";

/// `agent.registration.organization.switched`
pub const AGENT_REGISTRATION_ORGANIZATION_SWITCHED: &str =
    "agent.registration.organization.switched";

/// `agent.registration.refreshed`
pub const AGENT_REGISTRATION_REFRESHED: &str = "agent.registration.refreshed";

/// `agent.registration.revoked`
pub const AGENT_REGISTRATION_REVOKED: &str = "agent.registration.revoked";

/// `api_key.created`
pub const API_KEY_CREATED: &str = "api_key.created";

/// `api_key.revoked`
pub const API_KEY_REVOKED: &str = "api_key.revoked";

/// `api_key.updated`
pub const API_KEY_UPDATED: &str = "api_key.updated";

/// `authentication.email_verification_failed`
pub const AUTHENTICATION_EMAIL_VERIFICATION_FAILED: &str =
    "authentication.email_verification_failed";

/// `authentication.email_verification_succeeded`
pub const AUTHENTICATION_EMAIL_VERIFICATION_SUCCEEDED: &str =
    "authentication.email_verification_succeeded";

/// `authentication.magic_auth_failed`
pub const AUTHENTICATION_MAGIC_AUTH_FAILED: &str = "authentication.magic_auth_failed";

/// `authentication.magic_auth_succeeded`
pub const AUTHENTICATION_MAGIC_AUTH_SUCCEEDED: &str = "authentication.magic_auth_succeeded";

/// `authentication.mfa_failed`
pub const AUTHENTICATION_MFA_FAILED: &str = "authentication.mfa_failed";

/// `authentication.mfa_succeeded`
pub const AUTHENTICATION_MFA_SUCCEEDED: &str = "authentication.mfa_succeeded";

/// `authentication.oauth_failed`
pub const AUTHENTICATION_OAUTH_FAILED: &str = "authentication.oauth_failed";

/// `authentication.oauth_succeeded`
pub const AUTHENTICATION_OAUTH_SUCCEEDED: &str = "authentication.oauth_succeeded";

/// `authentication.passkey_failed`
pub const AUTHENTICATION_PASSKEY_FAILED: &str = "authentication.passkey_failed";

/// `authentication.passkey_succeeded`
pub const AUTHENTICATION_PASSKEY_SUCCEEDED: &str = "authentication.passkey_succeeded";

/// `authentication.password_failed`
pub const AUTHENTICATION_PASSWORD_FAILED: &str = "authentication.password_failed";

/// `authentication.password_succeeded`
pub const AUTHENTICATION_PASSWORD_SUCCEEDED: &str = "authentication.password_succeeded";

/// `authentication.radar_risk_detected`
pub const AUTHENTICATION_RADAR_RISK_DETECTED: &str = "authentication.radar_risk_detected";

/// `authentication.reauthentication_succeeded`
pub const AUTHENTICATION_REAUTHENTICATION_SUCCEEDED: &str =
    "authentication.reauthentication_succeeded";

/// `authentication.sso_failed`
pub const AUTHENTICATION_SSO_FAILED: &str = "authentication.sso_failed";

/// `authentication.sso_started`
pub const AUTHENTICATION_SSO_STARTED: &str = "authentication.sso_started";

/// `authentication.sso_succeeded`
pub const AUTHENTICATION_SSO_SUCCEEDED: &str = "authentication.sso_succeeded";

/// `authentication.sso_timed_out`
pub const AUTHENTICATION_SSO_TIMED_OUT: &str = "authentication.sso_timed_out";

/// `connection.activated`
pub const CONNECTION_ACTIVATED: &str = "connection.activated";

/// `connection.deactivated`
pub const CONNECTION_DEACTIVATED: &str = "connection.deactivated";

/// `connection.deleted`
pub const CONNECTION_DELETED: &str = "connection.deleted";

/// `connection.saml_certificate_renewal_required`
pub const CONNECTION_SAML_CERTIFICATE_RENEWAL_REQUIRED: &str =
    "connection.saml_certificate_renewal_required";

/// `connection.saml_certificate_renewed`
pub const CONNECTION_SAML_CERTIFICATE_RENEWED: &str = "connection.saml_certificate_renewed";

/// `dsync.activated`
pub const DSYNC_ACTIVATED: &str = "dsync.activated";

/// `dsync.deleted`
pub const DSYNC_DELETED: &str = "dsync.deleted";

/// `dsync.group.created`
pub const DSYNC_GROUP_CREATED: &str = "dsync.group.created";

/// `dsync.group.deleted`
pub const DSYNC_GROUP_DELETED: &str = "dsync.group.deleted";

/// `dsync.group.updated`
pub const DSYNC_GROUP_UPDATED: &str = "dsync.group.updated";

/// `dsync.group.user_added`
pub const DSYNC_GROUP_USER_ADDED: &str = "dsync.group.user_added";

/// `dsync.group.user_removed`
pub const DSYNC_GROUP_USER_REMOVED: &str = "dsync.group.user_removed";

/// `dsync.token.created`
pub const DSYNC_TOKEN_CREATED: &str = "dsync.token.created";

/// `dsync.token.revoked`
pub const DSYNC_TOKEN_REVOKED: &str = "dsync.token.revoked";

/// `dsync.user.created`
pub const DSYNC_USER_CREATED: &str = "dsync.user.created";

/// `dsync.user.deleted`
pub const DSYNC_USER_DELETED: &str = "dsync.user.deleted";

/// `dsync.user.updated`
pub const DSYNC_USER_UPDATED: &str = "dsync.user.updated";

/// `email_verification.created`
pub const EMAIL_VERIFICATION_CREATED: &str = "email_verification.created";

/// `feature_flags.flag.created`
pub const FEATURE_FLAGS_FLAG_CREATED: &str = "feature_flags.flag.created";

/// `feature_flags.flag.deleted`
pub const FEATURE_FLAGS_FLAG_DELETED: &str = "feature_flags.flag.deleted";

/// `feature_flags.flag.updated`
pub const FEATURE_FLAGS_FLAG_UPDATED: &str = "feature_flags.flag.updated";

/// `feature_flags.flag_rule.created`
pub const FEATURE_FLAGS_FLAG_RULE_CREATED: &str = "feature_flags.flag_rule.created";

/// `feature_flags.flag_rule.deleted`
pub const FEATURE_FLAGS_FLAG_RULE_DELETED: &str = "feature_flags.flag_rule.deleted";

/// `feature_flags.flag_rule.updated`
pub const FEATURE_FLAGS_FLAG_RULE_UPDATED: &str = "feature_flags.flag_rule.updated";

/// `feature_flags.flag_target.created`
pub const FEATURE_FLAGS_FLAG_TARGET_CREATED: &str = "feature_flags.flag_target.created";

/// `feature_flags.flag_target.deleted`
pub const FEATURE_FLAGS_FLAG_TARGET_DELETED: &str = "feature_flags.flag_target.deleted";

/// `flag.created`
pub const FLAG_CREATED: &str = "flag.created";

/// `flag.deleted`
pub const FLAG_DELETED: &str = "flag.deleted";

/// `flag.rule_updated`
pub const FLAG_RULE_UPDATED: &str = "flag.rule_updated";

/// `flag.updated`
pub const FLAG_UPDATED: &str = "flag.updated";

/// `group.created`
pub const GROUP_CREATED: &str = "group.created";

/// `group.deleted`
pub const GROUP_DELETED: &str = "group.deleted";

/// `group.member_added`
pub const GROUP_MEMBER_ADDED: &str = "group.member_added";

/// `group.member_removed`
pub const GROUP_MEMBER_REMOVED: &str = "group.member_removed";

/// `group.updated`
pub const GROUP_UPDATED: &str = "group.updated";

/// `invitation.accepted`
pub const INVITATION_ACCEPTED: &str = "invitation.accepted";

/// `invitation.created`
pub const INVITATION_CREATED: &str = "invitation.created";

/// `invitation.resent`
pub const INVITATION_RESENT: &str = "invitation.resent";

/// `invitation.revoked`
pub const INVITATION_REVOKED: &str = "invitation.revoked";

/// `magic_auth.created`
pub const MAGIC_AUTH_CREATED: &str = "magic_auth.created";

/// `organization.created`
pub const ORGANIZATION_CREATED: &str = "organization.created";

/// `organization.deleted`
pub const ORGANIZATION_DELETED: &str = "organization.deleted";

/// `organization.updated`
pub const ORGANIZATION_UPDATED: &str = "organization.updated";

/// `organization_domain.created`
pub const ORGANIZATION_DOMAIN_CREATED: &str = "organization_domain.created";

/// `organization_domain.deleted`
pub const ORGANIZATION_DOMAIN_DELETED: &str = "organization_domain.deleted";

/// `organization_domain.updated`
pub const ORGANIZATION_DOMAIN_UPDATED: &str = "organization_domain.updated";

/// `organization_domain.verification_failed`
pub const ORGANIZATION_DOMAIN_VERIFICATION_FAILED: &str = "organization_domain.verification_failed";

/// `organization_domain.verified`
pub const ORGANIZATION_DOMAIN_VERIFIED: &str = "organization_domain.verified";

/// `organization_membership.created`
pub const ORGANIZATION_MEMBERSHIP_CREATED: &str = "organization_membership.created";

/// `organization_membership.deleted`
pub const ORGANIZATION_MEMBERSHIP_DELETED: &str = "organization_membership.deleted";

/// `organization_membership.updated`
pub const ORGANIZATION_MEMBERSHIP_UPDATED: &str = "organization_membership.updated";

/// `organization_role.created`
pub const ORGANIZATION_ROLE_CREATED: &str = "organization_role.created";

/// `organization_role.deleted`
pub const ORGANIZATION_ROLE_DELETED: &str = "organization_role.deleted";

/// `organization_role.updated`
pub const ORGANIZATION_ROLE_UPDATED: &str = "organization_role.updated";

/// `password_reset.created`
pub const PASSWORD_RESET_CREATED: &str = "password_reset.created";

/// `password_reset.succeeded`
pub const PASSWORD_RESET_SUCCEEDED: &str = "password_reset.succeeded";

/// `permission.created`
pub const PERMISSION_CREATED: &str = "permission.created";

/// `permission.deleted`
pub const PERMISSION_DELETED: &str = "permission.deleted";

/// `permission.updated`
pub const PERMISSION_UPDATED: &str = "permission.updated";

/// `pipes.account_connection.add_failed`
pub const PIPES_ACCOUNT_CONNECTION_ADD_FAILED: &str = "pipes.account_connection.add_failed";

/// `pipes.account_connection.connected`
pub const PIPES_ACCOUNT_CONNECTION_CONNECTED: &str = "pipes.account_connection.connected";

/// `pipes.account_connection.connection_failed`
pub const PIPES_ACCOUNT_CONNECTION_CONNECTION_FAILED: &str =
    "pipes.account_connection.connection_failed";

/// `pipes.account_connection.disconnected`
pub const PIPES_ACCOUNT_CONNECTION_DISCONNECTED: &str = "pipes.account_connection.disconnected";

/// `pipes.account_connection.reauthorization_needed`
pub const PIPES_ACCOUNT_CONNECTION_REAUTHORIZATION_NEEDED: &str =
    "pipes.account_connection.reauthorization_needed";

/// `pipes.connected_account.connected`
pub const PIPES_CONNECTED_ACCOUNT_CONNECTED: &str = "pipes.connected_account.connected";

/// `pipes.connected_account.connection_failed`
pub const PIPES_CONNECTED_ACCOUNT_CONNECTION_FAILED: &str =
    "pipes.connected_account.connection_failed";

/// `pipes.connected_account.disconnected`
pub const PIPES_CONNECTED_ACCOUNT_DISCONNECTED: &str = "pipes.connected_account.disconnected";

/// `pipes.connected_account.reauthorization_needed`
pub const PIPES_CONNECTED_ACCOUNT_REAUTHORIZATION_NEEDED: &str =
    "pipes.connected_account.reauthorization_needed";

/// `radar.challenge_created`
pub const RADAR_CHALLENGE_CREATED: &str = "radar.challenge_created";

/// `resource_export.completed`
pub const RESOURCE_EXPORT_COMPLETED: &str = "resource_export.completed";

/// `resource_export.created`
pub const RESOURCE_EXPORT_CREATED: &str = "resource_export.created";

/// `resource_export.downloaded`
pub const RESOURCE_EXPORT_DOWNLOADED: &str = "resource_export.downloaded";

/// `resource_export.failed`
pub const RESOURCE_EXPORT_FAILED: &str = "resource_export.failed";

/// `role.created`
pub const ROLE_CREATED: &str = "role.created";

/// `role.deleted`
pub const ROLE_DELETED: &str = "role.deleted";

/// `role.updated`
pub const ROLE_UPDATED: &str = "role.updated";

/// `session.created`
pub const SESSION_CREATED: &str = "session.created";

/// `session.revoked`
pub const SESSION_REVOKED: &str = "session.revoked";

/// `user.created`
pub const USER_CREATED: &str = "user.created";

/// `user.deleted`
pub const USER_DELETED: &str = "user.deleted";

/// `user.updated`
pub const USER_UPDATED: &str = "user.updated";

/// `vault.byok_key.deleted`
pub const VAULT_BYOK_KEY_DELETED: &str = "vault.byok_key.deleted";

/// `vault.byok_key.verification_completed`
pub const VAULT_BYOK_KEY_VERIFICATION_COMPLETED: &str = "vault.byok_key.verification_completed";

/// `vault.data.created`
pub const VAULT_DATA_CREATED: &str = "vault.data.created";

/// `vault.data.deleted`
pub const VAULT_DATA_DELETED: &str = "vault.data.deleted";

/// `vault.data.read`
pub const VAULT_DATA_READ: &str = "vault.data.read";

/// `vault.data.updated`
pub const VAULT_DATA_UPDATED: &str = "vault.data.updated";

/// `vault.dek.decrypted`
pub const VAULT_DEK_DECRYPTED: &str = "vault.dek.decrypted";

/// `vault.dek.read`
pub const VAULT_DEK_READ: &str = "vault.dek.read";

/// `vault.dek.rekeyed`
pub const VAULT_DEK_REKEYED: &str = "vault.dek.rekeyed";

/// `vault.kek.created`
pub const VAULT_KEK_CREATED: &str = "vault.kek.created";

/// `vault.kek.deleted`
pub const VAULT_KEK_DELETED: &str = "vault.kek.deleted";

/// `vault.metadata.read`
pub const VAULT_METADATA_READ: &str = "vault.metadata.read";

/// `vault.names.listed`
pub const VAULT_NAMES_LISTED: &str = "vault.names.listed";

/// `waitlist_user.approved`
pub const WAITLIST_USER_APPROVED: &str = "waitlist_user.approved";

/// `waitlist_user.created`
pub const WAITLIST_USER_CREATED: &str = "waitlist_user.created";

/// `waitlist_user.denied`
pub const WAITLIST_USER_DENIED: &str = "waitlist_user.denied";

/// All names, sorted.
pub const ALL: &[&str] = &[
    ACTION_AUTHENTICATION_DENIED,
    ACTION_USER_REGISTRATION_DENIED,
    AGENT_BLUEPRINT_CREATED,
    AGENT_BLUEPRINT_DELETED,
    AGENT_BLUEPRINT_UPDATED,
    AGENT_INSTANCE_CREATED,
    AGENT_INSTANCE_DELETED,
    AGENT_INSTANCE_SESSION_CREATED,
    AGENT_INSTANCE_SESSION_REVOKED,
    AGENT_REGISTRATION_CLAIM_ATTEMPT_CREATED,
    AGENT_REGISTRATION_CLAIM_COMPLETED,
    AGENT_REGISTRATION_CREATED,
    AGENT_REGISTRATION_CREDENTIAL_ISSUED,
    AGENT_REGISTRATION_DELETED,
    AGENT_REGISTRATION_EXPIRED,
    AGENT_REGISTRATION_ORGANIZATION_SWITCHED,
    AGENT_REGISTRATION_REFRESHED,
    AGENT_REGISTRATION_REVOKED,
    API_KEY_CREATED,
    API_KEY_REVOKED,
    API_KEY_UPDATED,
    AUTHENTICATION_EMAIL_VERIFICATION_FAILED,
    AUTHENTICATION_EMAIL_VERIFICATION_SUCCEEDED,
    AUTHENTICATION_MAGIC_AUTH_FAILED,
    AUTHENTICATION_MAGIC_AUTH_SUCCEEDED,
    AUTHENTICATION_MFA_FAILED,
    AUTHENTICATION_MFA_SUCCEEDED,
    AUTHENTICATION_OAUTH_FAILED,
    AUTHENTICATION_OAUTH_SUCCEEDED,
    AUTHENTICATION_PASSKEY_FAILED,
    AUTHENTICATION_PASSKEY_SUCCEEDED,
    AUTHENTICATION_PASSWORD_FAILED,
    AUTHENTICATION_PASSWORD_SUCCEEDED,
    AUTHENTICATION_RADAR_RISK_DETECTED,
    AUTHENTICATION_REAUTHENTICATION_SUCCEEDED,
    AUTHENTICATION_SSO_FAILED,
    AUTHENTICATION_SSO_STARTED,
    AUTHENTICATION_SSO_SUCCEEDED,
    AUTHENTICATION_SSO_TIMED_OUT,
    CONNECTION_ACTIVATED,
    CONNECTION_DEACTIVATED,
    CONNECTION_DELETED,
    CONNECTION_SAML_CERTIFICATE_RENEWAL_REQUIRED,
    CONNECTION_SAML_CERTIFICATE_RENEWED,
    DSYNC_ACTIVATED,
    DSYNC_DELETED,
    DSYNC_GROUP_CREATED,
    DSYNC_GROUP_DELETED,
    DSYNC_GROUP_UPDATED,
    DSYNC_GROUP_USER_ADDED,
    DSYNC_GROUP_USER_REMOVED,
    DSYNC_TOKEN_CREATED,
    DSYNC_TOKEN_REVOKED,
    DSYNC_USER_CREATED,
    DSYNC_USER_DELETED,
    DSYNC_USER_UPDATED,
    EMAIL_VERIFICATION_CREATED,
    FEATURE_FLAGS_FLAG_CREATED,
    FEATURE_FLAGS_FLAG_DELETED,
    FEATURE_FLAGS_FLAG_UPDATED,
    FEATURE_FLAGS_FLAG_RULE_CREATED,
    FEATURE_FLAGS_FLAG_RULE_DELETED,
    FEATURE_FLAGS_FLAG_RULE_UPDATED,
    FEATURE_FLAGS_FLAG_TARGET_CREATED,
    FEATURE_FLAGS_FLAG_TARGET_DELETED,
    FLAG_CREATED,
    FLAG_DELETED,
    FLAG_RULE_UPDATED,
    FLAG_UPDATED,
    GROUP_CREATED,
    GROUP_DELETED,
    GROUP_MEMBER_ADDED,
    GROUP_MEMBER_REMOVED,
    GROUP_UPDATED,
    INVITATION_ACCEPTED,
    INVITATION_CREATED,
    INVITATION_RESENT,
    INVITATION_REVOKED,
    MAGIC_AUTH_CREATED,
    ORGANIZATION_CREATED,
    ORGANIZATION_DELETED,
    ORGANIZATION_UPDATED,
    ORGANIZATION_DOMAIN_CREATED,
    ORGANIZATION_DOMAIN_DELETED,
    ORGANIZATION_DOMAIN_UPDATED,
    ORGANIZATION_DOMAIN_VERIFICATION_FAILED,
    ORGANIZATION_DOMAIN_VERIFIED,
    ORGANIZATION_MEMBERSHIP_CREATED,
    ORGANIZATION_MEMBERSHIP_DELETED,
    ORGANIZATION_MEMBERSHIP_UPDATED,
    ORGANIZATION_ROLE_CREATED,
    ORGANIZATION_ROLE_DELETED,
    ORGANIZATION_ROLE_UPDATED,
    PASSWORD_RESET_CREATED,
    PASSWORD_RESET_SUCCEEDED,
    PERMISSION_CREATED,
    PERMISSION_DELETED,
    PERMISSION_UPDATED,
    PIPES_ACCOUNT_CONNECTION_ADD_FAILED,
    PIPES_ACCOUNT_CONNECTION_CONNECTED,
    PIPES_ACCOUNT_CONNECTION_CONNECTION_FAILED,
    PIPES_ACCOUNT_CONNECTION_DISCONNECTED,
    PIPES_ACCOUNT_CONNECTION_REAUTHORIZATION_NEEDED,
    PIPES_CONNECTED_ACCOUNT_CONNECTED,
    PIPES_CONNECTED_ACCOUNT_CONNECTION_FAILED,
    PIPES_CONNECTED_ACCOUNT_DISCONNECTED,
    PIPES_CONNECTED_ACCOUNT_REAUTHORIZATION_NEEDED,
    RADAR_CHALLENGE_CREATED,
    RESOURCE_EXPORT_COMPLETED,
    RESOURCE_EXPORT_CREATED,
    RESOURCE_EXPORT_DOWNLOADED,
    RESOURCE_EXPORT_FAILED,
    ROLE_CREATED,
    ROLE_DELETED,
    ROLE_UPDATED,
    SESSION_CREATED,
    SESSION_REVOKED,
    USER_CREATED,
    USER_DELETED,
    USER_UPDATED,
    VAULT_BYOK_KEY_DELETED,
    VAULT_BYOK_KEY_VERIFICATION_COMPLETED,
    VAULT_DATA_CREATED,
    VAULT_DATA_DELETED,
    VAULT_DATA_READ,
    VAULT_DATA_UPDATED,
    VAULT_DEK_DECRYPTED,
    VAULT_DEK_READ,
    VAULT_DEK_REKEYED,
    VAULT_KEK_CREATED,
    VAULT_KEK_DELETED,
    VAULT_METADATA_READ,
    VAULT_NAMES_LISTED,
    WAITLIST_USER_APPROVED,
    WAITLIST_USER_CREATED,
    WAITLIST_USER_DENIED,
];
