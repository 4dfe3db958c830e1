// Written by tests/tools/event-types/generate.py from core/event-* and action-context.schema.json.

/**
 * The `data` of every event that WorkOS listed when this version was made, by the event's name. It is
 * `unknown` where WorkOS does not describe it. No type is checked at run time: WorkOS may add members and
 * values, and hookseal accepts them.
 */
export interface WebhookEventData {
  'action.authentication.denied': ActionAuthenticationDenied
  'action.user_registration.denied': ActionUserRegistrationDenied
  'agent.blueprint.created': unknown
  'agent.blueprint.deleted': unknown
  'agent.blueprint.updated': unknown
  'agent.instance.created': unknown
  'agent.instance.deleted': unknown
  'agent.instance.session.created': unknown
  'agent.instance.session.revoked': unknown
  'agent.registration.claim.attempt.created': AgentRegistrationClaimAttempt
  'agent.registration.claim.completed': AgentRegistrationClaim
  'agent.registration.created': AgentRegistration
  'agent.registration.credential.issued': AgentRegistrationCredential
  'agent.registration.deleted': AgentRegistrationReference
  'agent.registration.expired': AgentRegistrationReference
  'agent.registration.organization.switched': AgentRegistrationOrganizationSwitched
  'agent.registration.refreshed': AgentRegistrationReference
  'agent.registration.revoked': AgentRegistrationReference
  'api_key.created': ApiKey
  'api_key.revoked': ApiKey
  'api_key.updated': ApiKeyUpdated
  'authentication.email_verification_failed': AuthenticationEmailVerificationFailed
  'authentication.email_verification_succeeded': AuthenticationEmailVerificationSucceeded
  'authentication.magic_auth_failed': AuthenticationMagicAuthFailed
  'authentication.magic_auth_succeeded': AuthenticationMagicAuthSucceeded
  'authentication.mfa_failed': AuthenticationMfaFailed
  'authentication.mfa_succeeded': AuthenticationMfaSucceeded
  'authentication.oauth_failed': AuthenticationOauthFailed
  'authentication.oauth_succeeded': AuthenticationOauthSucceeded
  'authentication.passkey_failed': AuthenticationPasskeyFailed
  'authentication.passkey_succeeded': AuthenticationPasskeySucceeded
  'authentication.password_failed': AuthenticationPasswordFailed
  'authentication.password_succeeded': AuthenticationPasswordSucceeded
  'authentication.radar_risk_detected': AuthenticationRadarRiskDetected
  'authentication.reauthentication_succeeded': AuthenticationReauthenticationSucceeded
  'authentication.sso_failed': AuthenticationSsoFailed
  'authentication.sso_started': AuthenticationSsoStarted
  'authentication.sso_succeeded': AuthenticationSsoSucceeded
  'authentication.sso_timed_out': AuthenticationSsoTimedOut
  'connection.activated': Connection
  'connection.deactivated': Connection
  'connection.deleted': ConnectionDeleted
  'connection.saml_certificate_renewal_required': ConnectionSamlCertificateRenewalRequired
  'connection.saml_certificate_renewed': ConnectionSamlCertificateRenewed
  'dsync.activated': Directory
  'dsync.deleted': DirectoryDeleted
  'dsync.group.created': DirectoryGroup
  'dsync.group.deleted': DirectoryGroup
  'dsync.group.updated': DirectoryGroupUpdated
  'dsync.group.user_added': DirectoryGroupMembership
  'dsync.group.user_removed': DirectoryGroupMembership
  'dsync.token.created': DirectoryToken
  'dsync.token.revoked': DirectoryToken
  'dsync.user.created': DirectoryUser
  'dsync.user.deleted': DirectoryUser
  'dsync.user.updated': DirectoryUserUpdated
  'email_verification.created': EmailVerification
  'feature_flags.flag.created': unknown
  'feature_flags.flag.deleted': unknown
  'feature_flags.flag.updated': unknown
  'feature_flags.flag_rule.created': unknown
  'feature_flags.flag_rule.deleted': unknown
  'feature_flags.flag_rule.updated': unknown
  'feature_flags.flag_target.created': unknown
  'feature_flags.flag_target.deleted': unknown
  'flag.created': FeatureFlag
  'flag.deleted': FeatureFlag
  'flag.rule_updated': FeatureFlag
  'flag.updated': FeatureFlag
  'group.created': Group
  'group.deleted': Group
  'group.member_added': GroupMember
  'group.member_removed': GroupMember
  'group.updated': Group
  'invitation.accepted': Invitation
  'invitation.created': Invitation
  'invitation.resent': Invitation
  'invitation.revoked': Invitation
  'magic_auth.created': MagicAuth
  'organization.created': Organization
  'organization.deleted': Organization
  'organization.updated': Organization
  'organization_domain.created': OrganizationDomain
  'organization_domain.deleted': OrganizationDomain
  'organization_domain.updated': OrganizationDomain
  'organization_domain.verification_failed': OrganizationDomainVerificationFailed
  'organization_domain.verified': OrganizationDomain
  'organization_membership.created': OrganizationMembership
  'organization_membership.deleted': OrganizationMembership
  'organization_membership.updated': OrganizationMembership
  'organization_role.created': OrganizationRole
  'organization_role.deleted': OrganizationRole
  'organization_role.updated': OrganizationRole
  'password_reset.created': PasswordReset
  'password_reset.succeeded': PasswordReset
  'permission.created': Permission
  'permission.deleted': Permission
  'permission.updated': Permission
  'pipes.account_connection.add_failed': unknown
  'pipes.account_connection.connected': unknown
  'pipes.account_connection.connection_failed': unknown
  'pipes.account_connection.disconnected': unknown
  'pipes.account_connection.reauthorization_needed': unknown
  'pipes.connected_account.connected': ConnectedAccount
  'pipes.connected_account.connection_failed': ConnectedAccountFailure
  'pipes.connected_account.disconnected': ConnectedAccount
  'pipes.connected_account.reauthorization_needed': ConnectedAccount
  'radar.challenge_created': RadarChallenge
  'resource_export.completed': unknown
  'resource_export.created': unknown
  'resource_export.downloaded': unknown
  'resource_export.failed': unknown
  'role.created': Role
  'role.deleted': Role
  'role.updated': Role
  'session.created': Session
  'session.revoked': Session
  'user.created': User
  'user.deleted': User
  'user.updated': User
  'vault.byok_key.deleted': ByokKey
  'vault.byok_key.verification_completed': ByokKeyVerification
  'vault.data.created': VaultObjectWrite
  'vault.data.deleted': VaultObjectAccess
  'vault.data.read': VaultObjectRead
  'vault.data.updated': VaultObjectWrite
  'vault.dek.decrypted': VaultDataKeyDecryption
  'vault.dek.read': VaultDataKeyRead
  'vault.dek.rekeyed': unknown
  'vault.kek.created': VaultKey
  'vault.kek.deleted': VaultKey
  'vault.metadata.read': VaultObjectAccess
  'vault.names.listed': VaultAccess
  'waitlist_user.approved': WaitlistUser
  'waitlist_user.created': WaitlistUser
  'waitlist_user.denied': WaitlistUser
}

/** The name of an event that WorkOS listed when this version was made. WorkOS adds new ones over time. */
export type WebhookEventType = keyof WebhookEventData

/** Every action that WorkOS had when this version was made, by its `object`. None of it is checked. */
export interface ActionData {
  authentication_action_context: AuthenticationActionContext
  user_registration_action_context: UserRegistrationActionContext
}

/** What the `object` of an action is. WorkOS may add others. */
export type ActionType = keyof ActionData

/** The data of `action.authentication.denied`. */
export interface ActionAuthenticationDenied {
  /** The Actions endpoint that denied it. */
  action_endpoint_id: string
  action_execution_id: string
  email: string
  ip_address: string | null
  organization_id: string | null
  type: 'authentication'
  user_agent: string | null
  user_id: string
  verdict: 'Deny'
}

/** The data of `action.user_registration.denied`. */
export interface ActionUserRegistrationDenied {
  /** The Actions endpoint that denied it. */
  action_endpoint_id: string
  action_execution_id: string
  email: string
  ip_address: string | null
  organization_id: string | null
  type: 'user_registration'
  user_agent: string | null
  verdict: 'Deny'
}

/** An attempt to claim a registration of an agent. */
export interface AgentRegistrationClaimAttempt {
  agent_registration_claim_id: string
  agent_registration_id: string
  created_at: string
  expires_at: string
  id: string
  login_hint: string
  object: 'agent_registration_claim_attempt'
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
}

/** Who claimed a registration. */
export interface AgentRegistrationClaimedBy {
  organization_id: string | null
  user_id: string
}

/** A completed claim of an agent's registration. */
export interface AgentRegistrationClaim {
  agent_registration_id: string
  claimed_by: AgentRegistrationClaimedBy
  completed_at: string
  completed_by_attempt_id: string
  created_at: string
  id: string
  object: 'agent_registration_claim'
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
}

/** The identity of an agent. */
export interface AgentIdentity {
  id: string
  object: 'agent_identity'
  userland_user_id: string | null
}

/** The registration of an agent. */
export interface AgentRegistration {
  agent_identity: AgentIdentity
  created_at: string
  id: string
  kind: 'anonymous' | 'service_auth' | 'identity_assertion' | (string & {})
  method: 'anonymous' | 'service_auth' | 'id_jag' | (string & {})
  object: 'agent_registration'
  organization_id: string
  status: 'unverified' | 'verified' | 'expired' | 'revoked' | (string & {})
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
}

/** A credential that is an API key. */
export interface AgentCredentialApiKey {
  api_key_id: string
  kind: 'api_key'
}

/** A credential that is an access token. */
export interface AgentCredentialAccessToken {
  expires_at: string | null
  jti: string
  kind: 'access_token'
}

/** A credential that was issued to an agent. */
export interface AgentRegistrationCredential {
  agent_registration_id: string
  created_at: string
  detail: AgentCredentialApiKey | AgentCredentialAccessToken
  id: string
  object: 'agent_registration_credential'
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
}

/** Names the registration of an agent. */
export interface AgentRegistrationReference {
  agent_registration_id: string
}

/** The data of `agent.registration.organization.switched`. */
export interface AgentRegistrationOrganizationSwitched {
  agent_registration_id: string
  from_organization_id: string
  to_organization_id: string
}

/** An organization that owns an API key. */
export interface ApiKeyOrganizationOwner {
  id: string
  type: 'organization'
}

/** A user who owns an API key. */
export interface ApiKeyUserOwner {
  id: string
  organization_id: string
  type: 'user'
}

/** An API key of an organization or of a user. */
export interface ApiKey {
  created_at: string
  expires_at: string | null
  id: string
  last_used_at: string | null
  name: string
  /** The key with most of it hidden. */
  obfuscated_value: string
  object: 'api_key'
  owner: ApiKeyOrganizationOwner | ApiKeyUserOwner
  permissions: Array<string>
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
}

/** What the key had before. */
export interface ApiKeyPreviousAttributes {
  expires_at: string | null
}

/** An API key that was changed. */
export interface ApiKeyUpdated extends ApiKey {
  /** What the changed attributes were before. */
  previous_attributes: ApiKeyPreviousAttributes
}

/** Why an authentication failed. */
export interface AuthenticationError {
  code: string
  message: string
}

/** The data of `authentication.email_verification_failed`. */
export interface AuthenticationEmailVerificationFailed {
  email: string | null
  error: AuthenticationError
  ip_address: string | null
  status: 'failed'
  type: 'email_verification'
  user_agent: string | null
  user_id: string | null
}

/** The data of `authentication.email_verification_succeeded`. */
export interface AuthenticationEmailVerificationSucceeded {
  email: string
  ip_address: string | null
  status: 'succeeded'
  type: 'email_verification'
  user_agent: string | null
  user_id: string
}

/** The data of `authentication.magic_auth_failed`. */
export interface AuthenticationMagicAuthFailed {
  email: string | null
  error: AuthenticationError
  ip_address: string | null
  status: 'failed'
  type: 'magic_auth'
  user_agent: string | null
  user_id: string | null
}

/** The data of `authentication.magic_auth_succeeded`. */
export interface AuthenticationMagicAuthSucceeded {
  email: string
  ip_address: string | null
  status: 'succeeded'
  type: 'magic_auth'
  user_agent: string | null
  user_id: string
}

/** The data of `authentication.mfa_failed`. */
export interface AuthenticationMfaFailed {
  email: string | null
  error: AuthenticationError
  ip_address: string | null
  status: 'failed'
  type: 'mfa'
  user_agent: string | null
  user_id: string | null
}

/** The data of `authentication.mfa_succeeded`. */
export interface AuthenticationMfaSucceeded {
  email: string
  ip_address: string | null
  status: 'succeeded'
  type: 'mfa'
  user_agent: string | null
  user_id: string
}

/** The data of `authentication.oauth_failed`. */
export interface AuthenticationOauthFailed {
  email: string | null
  error: AuthenticationError
  ip_address: string | null
  status: 'failed'
  type: 'oauth'
  user_agent: string | null
  user_id: string | null
}

/** The data of `authentication.oauth_succeeded`. */
export interface AuthenticationOauthSucceeded {
  email: string
  ip_address: string | null
  status: 'succeeded'
  type: 'oauth'
  user_agent: string | null
  user_id: string | null
}

/** The data of `authentication.passkey_failed`. */
export interface AuthenticationPasskeyFailed {
  email: string | null
  error: AuthenticationError
  ip_address: string | null
  status: 'failed'
  type: 'passkey'
  user_agent: string | null
  user_id: string | null
}

/** The data of `authentication.passkey_succeeded`. */
export interface AuthenticationPasskeySucceeded {
  email: string
  ip_address: string | null
  status: 'succeeded'
  type: 'passkey'
  user_agent: string | null
  user_id: string
}

/** The data of `authentication.password_failed`. */
export interface AuthenticationPasswordFailed {
  email: string | null
  error: AuthenticationError
  ip_address: string | null
  status: 'failed'
  type: 'password'
  user_agent: string | null
  user_id: string | null
}

/** The data of `authentication.password_succeeded`. */
export interface AuthenticationPasswordSucceeded {
  email: string
  ip_address: string | null
  status: 'succeeded'
  type: 'password'
  user_agent: string | null
  user_id: string
}

/** The data of `authentication.radar_risk_detected`. */
export interface AuthenticationRadarRiskDetected {
  action: 'signup' | 'login' | (string & {})
  auth_method: string
  /** The kind of blocklist that matched, if any. */
  blocklist_type: string | null
  /** The control of Radar that detected the risk. */
  control: string | null
  email: string
  ip_address: string | null
  user_agent: string | null
  user_id: string
}

/** The data of `authentication.reauthentication_succeeded`. */
export interface AuthenticationReauthenticationSucceeded {
  email: string
  ip_address: string | null
  status: 'succeeded'
  type: 'reauthentication'
  user_agent: string | null
  user_id: string
}

/** The single sign-on of an authentication. */
export interface AuthenticationSso {
  connection_id: string | null
  organization_id: string | null
  session_id: string | null
}

/** The data of `authentication.sso_failed`. */
export interface AuthenticationSsoFailed {
  email: string | null
  error: AuthenticationError
  ip_address: string | null
  sso: AuthenticationSso
  status: 'failed'
  type: 'sso'
  user_agent: string | null
  user_id: string | null
}

/** The data of `authentication.sso_started`. */
export interface AuthenticationSsoStarted {
  email: string | null
  ip_address: string | null
  sso: AuthenticationSso
  status: 'started'
  type: 'sso'
  user_agent: string | null
  user_id: string | null
}

/** The data of `authentication.sso_succeeded`. */
export interface AuthenticationSsoSucceeded {
  email: string
  ip_address: string | null
  sso: AuthenticationSso
  status: 'succeeded'
  type: 'sso'
  user_agent: string | null
  user_id: string | null
}

/** The data of `authentication.sso_timed_out`. */
export interface AuthenticationSsoTimedOut {
  email: string | null
  error: AuthenticationError
  ip_address: string | null
  sso: AuthenticationSso
  status: 'timed_out'
  type: 'sso'
  user_agent: string | null
  user_id: string | null
}

/** The kind of identity provider that a connection is to. */
export type ConnectionType =
  | 'ADFSSAML'
  | 'AdpOidc'
  | 'AppleOAuth'
  | 'Auth0Migration'
  | 'Auth0SAML'
  | 'AzureSAML'
  | 'BitbucketOAuth'
  | 'CasSAML'
  | 'ClassLinkSAML'
  | 'CleverOIDC'
  | 'CloudflareSAML'
  | 'CyberArkSAML'
  | 'DiscordOAuth'
  | 'DuoSAML'
  | 'EntraIdOIDC'
  | 'GenericOIDC'
  | 'GenericSAML'
  | 'GitHubOAuth'
  | 'GitLabOAuth'
  | 'GoogleOAuth'
  | 'GoogleOIDC'
  | 'GoogleSAML'
  | 'GrokOAuth'
  | 'XOAuth'
  | 'IntuitOAuth'
  | 'JumpCloudSAML'
  | 'KeycloakSAML'
  | 'LastPassSAML'
  | 'LinkedInOAuth'
  | 'LoginGovOidc'
  | 'MagicLink'
  | 'MicrosoftOAuth'
  | 'MiniOrangeSAML'
  | 'NetIqSAML'
  | 'OktaOIDC'
  | 'OktaSAML'
  | 'OneLoginSAML'
  | 'OracleSAML'
  | 'PingFederateSAML'
  | 'PingOneSAML'
  | 'RipplingSAML'
  | 'SalesforceSAML'
  | 'ShibbolethGenericSAML'
  | 'ShibbolethSAML'
  | 'SimpleSamlPhpSAML'
  | 'SalesforceOAuth'
  | 'SlackOAuth'
  | 'TestIdp'
  | 'VercelMarketplaceOAuth'
  | 'VercelOAuth'
  | 'VMwareSAML'
  | 'XeroOAuth'
  | (string & {})

/** A domain of a connection. */
export interface ConnectionDomain {
  domain: string
  id: string
  object: 'connection_domain'
}

/** A connection to an identity provider, for single sign-on. */
export interface Connection {
  connection_type: ConnectionType
  created_at: string
  domains: Array<ConnectionDomain>
  external_key: string
  id: string
  name: string
  object: 'connection'
  organization_id?: string
  state: 'draft' | 'active' | 'validating' | 'inactive' | 'deleting' | (string & {})
  status: 'linked' | 'unlinked' | (string & {})
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
}

/** The data of `connection.deleted`. */
export interface ConnectionDeleted {
  connection_type: ConnectionType
  created_at: string
  id: string
  name: string
  object: 'connection'
  organization_id?: string
  state: 'draft' | 'active' | 'validating' | 'inactive' | 'deleting' | (string & {})
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
}

/** A certificate of a SAML connection. */
export interface SamlCertificate {
  certificate_type: 'ResponseSigning' | 'RequestSigning' | 'ResponseEncryption' | (string & {})
  expiry_date: string
}

/** A certificate of a SAML connection that expires. */
export interface SamlCertificateExpiry extends SamlCertificate {
  is_expired: boolean
}

/** The connection that a certificate belongs to. */
export interface SamlCertificateReference {
  id: string
  organization_id?: string
}

/** The data of `connection.saml_certificate_renewal_required`. */
export interface ConnectionSamlCertificateRenewalRequired {
  certificate: SamlCertificateExpiry
  connection: SamlCertificateReference
  days_until_expiry: number
}

/** The data of `connection.saml_certificate_renewed`. */
export interface ConnectionSamlCertificateRenewed {
  certificate: SamlCertificate
  connection: SamlCertificateReference
  renewed_at: string
}

/** A domain of a directory. */
export interface DirectoryDomain {
  domain: string
  id: string
  object: 'organization_domain'
}

/** The kind of a directory. */
export type DirectoryType =
  | 'azure scim v2.0'
  | 'bamboohr'
  | 'breathe hr'
  | 'cezanne hr'
  | 'cyberark scim v2.0'
  | 'fourth hr'
  | 'generic scim v2.0'
  | 'gsuite directory'
  | 'gusto'
  | 'hibob'
  | 'jump cloud scim v2.0'
  | 'okta scim v2.0'
  | 'onelogin scim v2.0'
  | 'people hr'
  | 'personio'
  | 'pingfederate scim v2.0'
  | 'rippling scim v2.0'
  | 'rippling'
  | 'sailpoint scim v2.0'
  | 's3'
  | 'sftp'
  | 'sftp workday'
  | 'workday'
  | (string & {})

/** A directory that users and groups are synchronised from. */
export interface Directory {
  created_at: string
  domains: Array<DirectoryDomain>
  external_key: string
  id: string
  name: string
  object: 'directory'
  organization_id?: string
  state: 'active' | 'validating' | 'invalid_credentials' | 'inactive' | 'deleting' | (string & {})
  type: DirectoryType
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
}

/** A directory that was deleted. */
export interface DirectoryDeleted {
  created_at: string
  id: string
  name: string
  object: 'directory'
  organization_id?: string
  state: 'active' | 'validating' | 'invalid_credentials' | 'inactive' | 'deleting' | (string & {})
  type: DirectoryType
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
}

/** A group of a directory. */
export interface DirectoryGroup {
  created_at: string
  directory_id: string
  id: string
  /** The id that the identity provider gave it. */
  idp_id: string
  name: string
  object: 'directory_group'
  organization_id: string
  /** The attributes as the identity provider sent them. */
  raw_attributes?: Record<string, unknown>
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
}

/** A group of a directory that was changed. */
export interface DirectoryGroupUpdated extends DirectoryGroup {
  /** What the changed attributes were before. */
  previous_attributes?: Record<string, unknown>
}

/** An email address of a user of a directory. */
export interface DirectoryUserEmail {
  primary?: boolean
  type?: string
  value?: string | null
}

/** Names a role. */
export interface RoleReference {
  /** A name that does not change, for code. */
  slug: string
}

/** A user of a directory. */
export interface DirectoryUser {
  created_at: string
  /** The attributes that you have mapped in the WorkOS dashboard. */
  custom_attributes: Record<string, unknown>
  directory_id: string
  email: string | null
  emails?: Array<DirectoryUserEmail>
  first_name?: string | null
  id: string
  /** The id that the identity provider gave it. */
  idp_id: string
  job_title?: string | null
  last_name?: string | null
  name?: string | null
  object: 'directory_user'
  organization_id: string
  /** The attributes as the identity provider sent them. */
  raw_attributes: Record<string, unknown>
  role?: RoleReference
  roles?: Array<RoleReference>
  state: 'active' | 'suspended' | 'inactive' | (string & {})
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
  username?: string | null
}

/** A user and a group of a directory. */
export interface DirectoryGroupMembership {
  directory_id: string
  group: DirectoryGroup
  user: DirectoryUser
}

/** A bearer token of a directory. */
export interface DirectoryToken {
  created_at: string
  directory_id: string
  id: string
  object: 'directory_token'
  organization_id?: string
  /** The last characters of the token. */
  token_suffix: string
}

/** A user of a directory who was changed. */
export interface DirectoryUserUpdated extends DirectoryUser {
  /** What the changed attributes were before. */
  previous_attributes?: Record<string, unknown>
}

/** The verification of a user's email address. */
export interface EmailVerification {
  created_at: string
  email: string
  expires_at: string
  id: string
  object: 'email_verification'
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
  user_id: string
}

/** The person who owns a feature flag. */
export interface FeatureFlagOwner {
  email: string
  first_name: string | null
  last_name: string | null
}

/** A feature flag. */
export interface FeatureFlag {
  created_at: string
  /** The value where no rule applies. */
  default_value: boolean
  description: string | null
  enabled: boolean
  environment_id: string
  id: string
  name: string
  object: 'feature_flag'
  owner: FeatureFlagOwner | null
  /** A name that does not change, for code. */
  slug: string
  tags: Array<string>
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
}

/** A group of an organization. */
export interface Group {
  created_at: string
  description: string | null
  id: string
  name: string
  object: 'group'
  organization_id: string
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
}

/** A group and a member of it. */
export interface GroupMember {
  group_id: string
  organization_membership_id: string
}

/** An invitation of a user. */
export interface Invitation {
  accepted_at: string | null
  accepted_user_id: string | null
  created_at: string
  email: string
  expires_at: string
  id: string
  inviter_user_id: string | null
  object: 'invitation'
  organization_id: string | null
  revoked_at: string | null
  role_slug: string | null
  state: 'pending' | 'accepted' | 'expired' | 'revoked' | (string & {})
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
}

/** A code for a sign-in by email. */
export interface MagicAuth {
  created_at: string
  email: string
  expires_at: string
  id: string
  object: 'magic_auth'
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
  user_id: string
}

/** A domain of an organization. */
export interface OrganizationDomain {
  created_at: string
  domain: string
  id: string
  object: 'organization_domain'
  organization_id: string
  state?: 'failed' | 'legacy_verified' | 'pending' | 'unverified' | 'verified' | (string & {})
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
  verification_prefix?: string
  verification_strategy?: 'dns' | 'manual' | (string & {})
  verification_token?: string
}

/** An organization: a customer of yours. */
export interface Organization {
  created_at: string
  domains: Array<OrganizationDomain>
  /** Your own id of it. */
  external_id: string | null
  id: string
  /** Your own keys and values. */
  metadata: Record<string, string>
  name: string
  object: 'organization'
  stripe_customer_id?: string
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
}

/** The data of `organization_domain.verification_failed`. */
export interface OrganizationDomainVerificationFailed {
  organization_domain: OrganizationDomain
  reason: 'domain_verification_period_expired' | 'domain_verified_by_other_organization' | (string & {})
}

/** A user's membership of an organization. */
export interface OrganizationMembership {
  created_at: string
  /** The attributes that you have mapped in the WorkOS dashboard. */
  custom_attributes: Record<string, unknown>
  /** Whether a directory manages it, so that it cannot be changed by hand. */
  directory_managed: boolean
  id: string
  object: 'organization_membership'
  organization_id: string
  role: RoleReference
  roles?: Array<RoleReference>
  status: 'active' | 'inactive' | 'pending' | (string & {})
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
  user_id: string
}

/** A role that one organization has. */
export interface OrganizationRole {
  created_at: string
  description: string | null
  name: string
  object: 'organization_role'
  organization_id: string
  permissions: Array<string>
  /** The kind of resource that it is for, such as `organization`. */
  resource_type_slug: string
  /** A name that does not change, for code. */
  slug: string
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
}

/** The reset of a user's password. */
export interface PasswordReset {
  created_at: string
  email: string
  expires_at: string
  id: string
  object: 'password_reset'
  user_id: string
}

/** A permission, which roles contain. */
export interface Permission {
  created_at: string
  description: string | null
  id: string
  name: string
  object: 'permission'
  /** The kind of resource that it is for, such as `organization`. */
  resource_type_slug: string
  /** A name that does not change, for code. */
  slug: string
  system: boolean
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
}

/** An account at another provider that a user or an organization has connected. */
export interface ConnectedAccount {
  created_at: string
  data_integration_id: string
  id: string
  object: 'connected_account'
  organization_id: string | null
  provider_slug: string
  scopes: Array<string>
  state: 'connected' | 'needs_reauthorization' | (string & {})
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
  user_id: string | null
}

/** An account that could not be connected. */
export interface ConnectedAccountFailure {
  created_at: string
  data_integration_id: string
  error_code: string
  error_reason: string | null
  object: 'connection_failed'
  organization_id: string | null
  provider_error: string | null
  provider_error_description: string | null
  provider_slug: string
  user_id: string | null
}

/** A challenge to a user whose sign-in looked suspicious. */
export interface RadarChallenge {
  email: string
  radar_challenge_id: string
  type: 'email'
  user_id: string
}

/** A role that members of every organization may have. */
export interface Role {
  created_at: string
  object: 'role'
  permissions?: Array<string>
  /** The kind of resource that it is for, such as `organization`. */
  resource_type_slug: string
  /** A name that does not change, for code. */
  slug: string
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
}

/** The person who acts as the user. */
export interface SessionImpersonator {
  email: string
  reason: string | null
}

/** A session of a user. */
export interface Session {
  auth_method: 'cross_app_auth' | 'external_auth' | 'impersonation' | 'magic_code' | 'migrated_session' | 'oauth' | 'passkey' | 'password' | 'sso' | 'unknown' | (string & {})
  created_at: string
  /** When the session ended, such as by a sign-out. */
  ended_at: string | null
  expires_at: string
  id: string
  impersonator?: SessionImpersonator
  ip_address: string | null
  object: 'session'
  organization_id?: string
  status: 'active' | 'expired' | 'revoked' | (string & {})
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
  user_agent: string | null
  user_id: string
}

/** A user. */
export interface User {
  created_at: string
  email: string
  email_verified: boolean
  /** Your own id of it. */
  external_id: string | null
  first_name: string | null
  id: string
  last_name: string | null
  last_sign_in_at: string | null
  locale?: string | null
  /** Your own keys and values. */
  metadata?: Record<string, string>
  name?: string | null
  object: 'user'
  profile_picture_url: string | null
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
}

/** An organization's own key. */
export interface ByokKey {
  key_provider: 'AWS_KMS' | 'GCP_KMS' | 'AZURE_KEY_VAULT' | (string & {})
  organization_id: string
}

/** The verification of an organization's own key. */
export interface ByokKeyVerification extends ByokKey {
  verified: boolean
}

/** Who used the vault. */
export interface VaultAccess {
  actor_id: string
  actor_name: string
  /** How the vault was used. */
  actor_source: 'api' | 'dashboard' | (string & {})
}

/** Who used which object of the vault. */
export interface VaultObjectAccess extends VaultAccess {
  /** The name of the object. */
  kv_name: string
}

/** Who read which object of the vault. */
export interface VaultObjectRead extends VaultObjectAccess {
  /** The key that encrypts it. */
  key_id: string
}

/** Who wrote which object of the vault. */
export interface VaultObjectWrite extends VaultObjectRead {
  /** The names and values that the key was chosen by. */
  key_context: Record<string, string>
}

/** Who decrypted a data encryption key. */
export interface VaultDataKeyDecryption extends VaultAccess {
  /** The key that encrypts it. */
  key_id: string
}

/** Who read data encryption keys. */
export interface VaultDataKeyRead extends VaultAccess {
  /** The names and values that the key was chosen by. */
  key_context: Record<string, string>
  key_ids: Array<string>
}

/** Who created or deleted a key encryption key. */
export interface VaultKey extends VaultAccess {
  /** The key that encrypts it. */
  key_id: string
  key_name: string
}

/** A person on a waitlist. */
export interface WaitlistUser {
  approved_at: string | null
  created_at: string
  email: string
  id: string
  object: 'waitlist_user'
  state: 'pending' | 'approved' | 'denied' | (string & {})
  /** When it last changed. Compare this to put events in order; events arrive in any order. */
  updated_at: string
  waitlist_id?: string | null
}

/** Who caused an event. */
export interface EventActor {
  id: string
  name: string | null
  source: 'api' | 'dashboard' | 'admin_portal' | 'system' | (string & {})
}

/** An organization that a feature flag is for. */
export interface FlagTargetOrganization {
  id: string
  name: string
}

/** A user whom a feature flag is for. */
export interface FlagTargetUser {
  id: string
  email: string
}

/** Whom the rule of a feature flag is for. */
export interface FlagTargets {
  organizations: Array<FlagTargetOrganization>
  users: Array<FlagTargetUser>
}

/** A session of Google Analytics. */
export interface GoogleAnalyticsSession {
  containerId: string
  sessionId?: string
  sessionNumber?: string
}

/** The circumstances of an event. */
export interface EventContext {
  client_id?: string
  actor?: EventActor
  /** What the changed attributes were before. */
  previous_attributes?: Record<string, unknown>
  /** Of the rule of a flag: for how many the flag is on. */
  access_type?: 'none' | 'some' | 'all' | (string & {})
  /** Of the rule of a flag: for whom the flag is on. */
  configured_targets?: FlagTargets
  google_analytics_client_id?: string
  google_analytics_sessions?: Array<GoogleAnalyticsSession>
  /** The anonymous id of Segment's analytics.js. */
  ajs_anonymous_id?: string
}

/** An action that asks whether a user may sign in. */
export interface AuthenticationActionContext {
  id: string
  object: 'authentication_action_context'
  user: User
  organization?: Organization | null
  organization_membership?: OrganizationMembership | null
  ip_address?: string | null
  user_agent?: string | null
  device_fingerprint?: string | null
  issuer?: string | null
}

/** What is known of a user who wants to register. */
export interface UserRegistrationData {
  object: 'user_data'
  email: string
  first_name: string | null
  last_name: string | null
  name?: string | null
}

/** An action that asks whether a user may register. */
export interface UserRegistrationActionContext {
  id: string
  object: 'user_registration_action_context'
  user_data: UserRegistrationData
  invitation?: Invitation | null
  ip_address?: string | null
  user_agent?: string | null
  device_fingerprint?: string | null
}
