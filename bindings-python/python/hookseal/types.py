# Written by tests/tools/event-types/generate.py from core/event-* and action-context.schema.json.
"""Types for annotations: `TypedEvent`, `TypedAction`, and the shapes of what events and actions contain.

No type is checked at run time. WorkOS may add members and values, and hookseal accepts them. Importing
hookseal does not import this module.
"""

from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypeAlias, TypedDict

from . import Action, Event


class ActionAuthenticationDenied(TypedDict):
    """The data of `action.authentication.denied`."""

    action_endpoint_id: str
    """The Actions endpoint that denied it."""
    action_execution_id: str
    email: str
    ip_address: str | None
    organization_id: str | None
    type: Literal["authentication"]
    user_agent: str | None
    user_id: str
    verdict: Literal["Deny"]


class ActionUserRegistrationDenied(TypedDict):
    """The data of `action.user_registration.denied`."""

    action_endpoint_id: str
    """The Actions endpoint that denied it."""
    action_execution_id: str
    email: str
    ip_address: str | None
    organization_id: str | None
    type: Literal["user_registration"]
    user_agent: str | None
    verdict: Literal["Deny"]


class AgentRegistrationClaimAttempt(TypedDict):
    """An attempt to claim a registration of an agent."""

    agent_registration_claim_id: str
    agent_registration_id: str
    created_at: str
    expires_at: str
    id: str
    login_hint: str
    object: Literal["agent_registration_claim_attempt"]
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""


class AgentRegistrationClaimedBy(TypedDict):
    """Who claimed a registration."""

    organization_id: str | None
    user_id: str


class AgentRegistrationClaim(TypedDict):
    """A completed claim of an agent's registration."""

    agent_registration_id: str
    claimed_by: AgentRegistrationClaimedBy
    completed_at: str
    completed_by_attempt_id: str
    created_at: str
    id: str
    object: Literal["agent_registration_claim"]
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""


class AgentIdentity(TypedDict):
    """The identity of an agent."""

    id: str
    object: Literal["agent_identity"]
    userland_user_id: str | None


class AgentRegistration(TypedDict):
    """The registration of an agent."""

    agent_identity: AgentIdentity
    created_at: str
    id: str
    kind: Literal["anonymous", "service_auth", "identity_assertion"] | str
    method: Literal["anonymous", "service_auth", "id_jag"] | str
    object: Literal["agent_registration"]
    organization_id: str
    status: Literal["unverified", "verified", "expired", "revoked"] | str
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""


class AgentCredentialApiKey(TypedDict):
    """A credential that is an API key."""

    api_key_id: str
    kind: Literal["api_key"]


class AgentCredentialAccessToken(TypedDict):
    """A credential that is an access token."""

    expires_at: str | None
    jti: str
    kind: Literal["access_token"]


class AgentRegistrationCredential(TypedDict):
    """A credential that was issued to an agent."""

    agent_registration_id: str
    created_at: str
    detail: AgentCredentialApiKey | AgentCredentialAccessToken
    id: str
    object: Literal["agent_registration_credential"]
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""


class AgentRegistrationReference(TypedDict):
    """Names the registration of an agent."""

    agent_registration_id: str


class AgentRegistrationOrganizationSwitched(TypedDict):
    """The data of `agent.registration.organization.switched`."""

    agent_registration_id: str
    from_organization_id: str
    to_organization_id: str


class ApiKeyOrganizationOwner(TypedDict):
    """An organization that owns an API key."""

    id: str
    type: Literal["organization"]


class ApiKeyUserOwner(TypedDict):
    """A user who owns an API key."""

    id: str
    organization_id: str
    type: Literal["user"]


class ApiKey(TypedDict):
    """An API key of an organization or of a user."""

    created_at: str
    expires_at: str | None
    id: str
    last_used_at: str | None
    name: str
    obfuscated_value: str
    """The key with most of it hidden."""
    object: Literal["api_key"]
    owner: ApiKeyOrganizationOwner | ApiKeyUserOwner
    permissions: list[str]
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""


class ApiKeyPreviousAttributes(TypedDict):
    """What the key had before."""

    expires_at: str | None


class ApiKeyUpdated(ApiKey):
    """An API key that was changed."""

    previous_attributes: ApiKeyPreviousAttributes
    """What the changed attributes were before."""


class AuthenticationError(TypedDict):
    """Why an authentication failed."""

    code: str
    message: str


class AuthenticationEmailVerificationFailed(TypedDict):
    """The data of `authentication.email_verification_failed`."""

    email: str | None
    error: AuthenticationError
    ip_address: str | None
    status: Literal["failed"]
    type: Literal["email_verification"]
    user_agent: str | None
    user_id: str | None


class AuthenticationEmailVerificationSucceeded(TypedDict):
    """The data of `authentication.email_verification_succeeded`."""

    email: str
    ip_address: str | None
    status: Literal["succeeded"]
    type: Literal["email_verification"]
    user_agent: str | None
    user_id: str


class AuthenticationMagicAuthFailed(TypedDict):
    """The data of `authentication.magic_auth_failed`."""

    email: str | None
    error: AuthenticationError
    ip_address: str | None
    status: Literal["failed"]
    type: Literal["magic_auth"]
    user_agent: str | None
    user_id: str | None


class AuthenticationMagicAuthSucceeded(TypedDict):
    """The data of `authentication.magic_auth_succeeded`."""

    email: str
    ip_address: str | None
    status: Literal["succeeded"]
    type: Literal["magic_auth"]
    user_agent: str | None
    user_id: str


class AuthenticationMfaFailed(TypedDict):
    """The data of `authentication.mfa_failed`."""

    email: str | None
    error: AuthenticationError
    ip_address: str | None
    status: Literal["failed"]
    type: Literal["mfa"]
    user_agent: str | None
    user_id: str | None


class AuthenticationMfaSucceeded(TypedDict):
    """The data of `authentication.mfa_succeeded`."""

    email: str
    ip_address: str | None
    status: Literal["succeeded"]
    type: Literal["mfa"]
    user_agent: str | None
    user_id: str


class AuthenticationOauthFailed(TypedDict):
    """The data of `authentication.oauth_failed`."""

    email: str | None
    error: AuthenticationError
    ip_address: str | None
    status: Literal["failed"]
    type: Literal["oauth"]
    user_agent: str | None
    user_id: str | None


class AuthenticationOauthSucceeded(TypedDict):
    """The data of `authentication.oauth_succeeded`."""

    email: str
    ip_address: str | None
    status: Literal["succeeded"]
    type: Literal["oauth"]
    user_agent: str | None
    user_id: str | None


class AuthenticationPasskeyFailed(TypedDict):
    """The data of `authentication.passkey_failed`."""

    email: str | None
    error: AuthenticationError
    ip_address: str | None
    status: Literal["failed"]
    type: Literal["passkey"]
    user_agent: str | None
    user_id: str | None


class AuthenticationPasskeySucceeded(TypedDict):
    """The data of `authentication.passkey_succeeded`."""

    email: str
    ip_address: str | None
    status: Literal["succeeded"]
    type: Literal["passkey"]
    user_agent: str | None
    user_id: str


class AuthenticationPasswordFailed(TypedDict):
    """The data of `authentication.password_failed`."""

    email: str | None
    error: AuthenticationError
    ip_address: str | None
    status: Literal["failed"]
    type: Literal["password"]
    user_agent: str | None
    user_id: str | None


class AuthenticationPasswordSucceeded(TypedDict):
    """The data of `authentication.password_succeeded`."""

    email: str
    ip_address: str | None
    status: Literal["succeeded"]
    type: Literal["password"]
    user_agent: str | None
    user_id: str


class AuthenticationRadarRiskDetected(TypedDict):
    """The data of `authentication.radar_risk_detected`."""

    action: Literal["signup", "login"] | str
    auth_method: str
    blocklist_type: str | None
    """The kind of blocklist that matched, if any."""
    control: str | None
    """The control of Radar that detected the risk."""
    email: str
    ip_address: str | None
    user_agent: str | None
    user_id: str


class AuthenticationReauthenticationSucceeded(TypedDict):
    """The data of `authentication.reauthentication_succeeded`."""

    email: str
    ip_address: str | None
    status: Literal["succeeded"]
    type: Literal["reauthentication"]
    user_agent: str | None
    user_id: str


class AuthenticationSso(TypedDict):
    """The single sign-on of an authentication."""

    connection_id: str | None
    organization_id: str | None
    session_id: str | None


class AuthenticationSsoFailed(TypedDict):
    """The data of `authentication.sso_failed`."""

    email: str | None
    error: AuthenticationError
    ip_address: str | None
    sso: AuthenticationSso
    status: Literal["failed"]
    type: Literal["sso"]
    user_agent: str | None
    user_id: str | None


class AuthenticationSsoStarted(TypedDict):
    """The data of `authentication.sso_started`."""

    email: str | None
    ip_address: str | None
    sso: AuthenticationSso
    status: Literal["started"]
    type: Literal["sso"]
    user_agent: str | None
    user_id: str | None


class AuthenticationSsoSucceeded(TypedDict):
    """The data of `authentication.sso_succeeded`."""

    email: str
    ip_address: str | None
    sso: AuthenticationSso
    status: Literal["succeeded"]
    type: Literal["sso"]
    user_agent: str | None
    user_id: str | None


class AuthenticationSsoTimedOut(TypedDict):
    """The data of `authentication.sso_timed_out`."""

    email: str | None
    error: AuthenticationError
    ip_address: str | None
    sso: AuthenticationSso
    status: Literal["timed_out"]
    type: Literal["sso"]
    user_agent: str | None
    user_id: str | None


ConnectionType: TypeAlias = (
    Literal[
        "ADFSSAML",
        "AdpOidc",
        "AppleOAuth",
        "Auth0Migration",
        "Auth0SAML",
        "AzureSAML",
        "BitbucketOAuth",
        "CasSAML",
        "ClassLinkSAML",
        "CleverOIDC",
        "CloudflareSAML",
        "CyberArkSAML",
        "DiscordOAuth",
        "DuoSAML",
        "EntraIdOIDC",
        "GenericOIDC",
        "GenericSAML",
        "GitHubOAuth",
        "GitLabOAuth",
        "GoogleOAuth",
        "GoogleOIDC",
        "GoogleSAML",
        "GrokOAuth",
        "XOAuth",
        "IntuitOAuth",
        "JumpCloudSAML",
        "KeycloakSAML",
        "LastPassSAML",
        "LinkedInOAuth",
        "LoginGovOidc",
        "MagicLink",
        "MicrosoftOAuth",
        "MiniOrangeSAML",
        "NetIqSAML",
        "OktaOIDC",
        "OktaSAML",
        "OneLoginSAML",
        "OracleSAML",
        "PingFederateSAML",
        "PingOneSAML",
        "RipplingSAML",
        "SalesforceSAML",
        "ShibbolethGenericSAML",
        "ShibbolethSAML",
        "SimpleSamlPhpSAML",
        "SalesforceOAuth",
        "SlackOAuth",
        "TestIdp",
        "VercelMarketplaceOAuth",
        "VercelOAuth",
        "VMwareSAML",
        "XeroOAuth",
    ]
    | str
)
"""The kind of identity provider that a connection is to."""


class ConnectionDomain(TypedDict):
    """A domain of a connection."""

    domain: str
    id: str
    object: Literal["connection_domain"]


class Connection(TypedDict):
    """A connection to an identity provider, for single sign-on."""

    connection_type: ConnectionType
    created_at: str
    domains: list[ConnectionDomain]
    external_key: str
    id: str
    name: str
    object: Literal["connection"]
    organization_id: NotRequired[str]
    state: Literal["draft", "active", "validating", "inactive", "deleting"] | str
    status: Literal["linked", "unlinked"] | str
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""


class ConnectionDeleted(TypedDict):
    """The data of `connection.deleted`."""

    connection_type: ConnectionType
    created_at: str
    id: str
    name: str
    object: Literal["connection"]
    organization_id: NotRequired[str]
    state: Literal["draft", "active", "validating", "inactive", "deleting"] | str
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""


class SamlCertificate(TypedDict):
    """A certificate of a SAML connection."""

    certificate_type: Literal["ResponseSigning", "RequestSigning", "ResponseEncryption"] | str
    expiry_date: str


class SamlCertificateExpiry(SamlCertificate):
    """A certificate of a SAML connection that expires."""

    is_expired: bool


class SamlCertificateReference(TypedDict):
    """The connection that a certificate belongs to."""

    id: str
    organization_id: NotRequired[str]


class ConnectionSamlCertificateRenewalRequired(TypedDict):
    """The data of `connection.saml_certificate_renewal_required`."""

    certificate: SamlCertificateExpiry
    connection: SamlCertificateReference
    days_until_expiry: int


class ConnectionSamlCertificateRenewed(TypedDict):
    """The data of `connection.saml_certificate_renewed`."""

    certificate: SamlCertificate
    connection: SamlCertificateReference
    renewed_at: str


class DirectoryDomain(TypedDict):
    """A domain of a directory."""

    domain: str
    id: str
    object: Literal["organization_domain"]


DirectoryType: TypeAlias = (
    Literal[
        "azure scim v2.0",
        "bamboohr",
        "breathe hr",
        "cezanne hr",
        "cyberark scim v2.0",
        "fourth hr",
        "generic scim v2.0",
        "gsuite directory",
        "gusto",
        "hibob",
        "jump cloud scim v2.0",
        "okta scim v2.0",
        "onelogin scim v2.0",
        "people hr",
        "personio",
        "pingfederate scim v2.0",
        "rippling scim v2.0",
        "rippling",
        "sailpoint scim v2.0",
        "s3",
        "sftp",
        "sftp workday",
        "workday",
    ]
    | str
)
"""The kind of a directory."""


class Directory(TypedDict):
    """A directory that users and groups are synchronised from."""

    created_at: str
    domains: list[DirectoryDomain]
    external_key: str
    id: str
    name: str
    object: Literal["directory"]
    organization_id: NotRequired[str]
    state: Literal["active", "validating", "invalid_credentials", "inactive", "deleting"] | str
    type: DirectoryType
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""


class DirectoryDeleted(TypedDict):
    """A directory that was deleted."""

    created_at: str
    id: str
    name: str
    object: Literal["directory"]
    organization_id: NotRequired[str]
    state: Literal["active", "validating", "invalid_credentials", "inactive", "deleting"] | str
    type: DirectoryType
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""


class DirectoryGroup(TypedDict):
    """A group of a directory."""

    created_at: str
    directory_id: str
    id: str
    idp_id: str
    """The id that the identity provider gave it."""
    name: str
    object: Literal["directory_group"]
    organization_id: str
    raw_attributes: NotRequired[dict[str, Any]]
    """The attributes as the identity provider sent them."""
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""


class DirectoryGroupUpdated(DirectoryGroup):
    """A group of a directory that was changed."""

    previous_attributes: NotRequired[dict[str, Any]]
    """What the changed attributes were before."""


class DirectoryUserEmail(TypedDict):
    """An email address of a user of a directory."""

    primary: NotRequired[bool]
    type: NotRequired[str]
    value: NotRequired[str | None]


class RoleReference(TypedDict):
    """Names a role."""

    slug: str
    """A name that does not change, for code."""


class DirectoryUser(TypedDict):
    """A user of a directory."""

    created_at: str
    custom_attributes: dict[str, Any]
    """The attributes that you have mapped in the WorkOS dashboard."""
    directory_id: str
    email: str | None
    emails: NotRequired[list[DirectoryUserEmail]]
    first_name: NotRequired[str | None]
    id: str
    idp_id: str
    """The id that the identity provider gave it."""
    job_title: NotRequired[str | None]
    last_name: NotRequired[str | None]
    name: NotRequired[str | None]
    object: Literal["directory_user"]
    organization_id: str
    raw_attributes: dict[str, Any]
    """The attributes as the identity provider sent them."""
    role: NotRequired[RoleReference]
    roles: NotRequired[list[RoleReference]]
    state: Literal["active", "suspended", "inactive"] | str
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""
    username: NotRequired[str | None]


class DirectoryGroupMembership(TypedDict):
    """A user and a group of a directory."""

    directory_id: str
    group: DirectoryGroup
    user: DirectoryUser


class DirectoryToken(TypedDict):
    """A bearer token of a directory."""

    created_at: str
    directory_id: str
    id: str
    object: Literal["directory_token"]
    organization_id: NotRequired[str]
    token_suffix: str
    """The last characters of the token."""


class DirectoryUserUpdated(DirectoryUser):
    """A user of a directory who was changed."""

    previous_attributes: NotRequired[dict[str, Any]]
    """What the changed attributes were before."""


class EmailVerification(TypedDict):
    """The verification of a user's email address."""

    created_at: str
    email: str
    expires_at: str
    id: str
    object: Literal["email_verification"]
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""
    user_id: str


class FeatureFlagOwner(TypedDict):
    """The person who owns a feature flag."""

    email: str
    first_name: str | None
    last_name: str | None


class FeatureFlag(TypedDict):
    """A feature flag."""

    created_at: str
    default_value: bool
    """The value where no rule applies."""
    description: str | None
    enabled: bool
    environment_id: str
    id: str
    name: str
    object: Literal["feature_flag"]
    owner: FeatureFlagOwner | None
    slug: str
    """A name that does not change, for code."""
    tags: list[str]
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""


class Group(TypedDict):
    """A group of an organization."""

    created_at: str
    description: str | None
    id: str
    name: str
    object: Literal["group"]
    organization_id: str
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""


class GroupMember(TypedDict):
    """A group and a member of it."""

    group_id: str
    organization_membership_id: str


class Invitation(TypedDict):
    """An invitation of a user."""

    accepted_at: str | None
    accepted_user_id: str | None
    created_at: str
    email: str
    expires_at: str
    id: str
    inviter_user_id: str | None
    object: Literal["invitation"]
    organization_id: str | None
    revoked_at: str | None
    role_slug: str | None
    state: Literal["pending", "accepted", "expired", "revoked"] | str
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""


class MagicAuth(TypedDict):
    """A code for a sign-in by email."""

    created_at: str
    email: str
    expires_at: str
    id: str
    object: Literal["magic_auth"]
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""
    user_id: str


class OrganizationDomain(TypedDict):
    """A domain of an organization."""

    created_at: str
    domain: str
    id: str
    object: Literal["organization_domain"]
    organization_id: str
    state: NotRequired[Literal["failed", "legacy_verified", "pending", "unverified", "verified"] | str]
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""
    verification_prefix: NotRequired[str]
    verification_strategy: NotRequired[Literal["dns", "manual"] | str]
    verification_token: NotRequired[str]


class Organization(TypedDict):
    """An organization: a customer of yours."""

    created_at: str
    domains: list[OrganizationDomain]
    external_id: str | None
    """Your own id of it."""
    id: str
    metadata: dict[str, str]
    """Your own keys and values."""
    name: str
    object: Literal["organization"]
    stripe_customer_id: NotRequired[str]
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""


class OrganizationDomainVerificationFailed(TypedDict):
    """The data of `organization_domain.verification_failed`."""

    organization_domain: OrganizationDomain
    reason: Literal["domain_verification_period_expired", "domain_verified_by_other_organization"] | str


class OrganizationMembership(TypedDict):
    """A user's membership of an organization."""

    created_at: str
    custom_attributes: dict[str, Any]
    """The attributes that you have mapped in the WorkOS dashboard."""
    directory_managed: bool
    """Whether a directory manages it, so that it cannot be changed by hand."""
    id: str
    object: Literal["organization_membership"]
    organization_id: str
    role: RoleReference
    roles: NotRequired[list[RoleReference]]
    status: Literal["active", "inactive", "pending"] | str
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""
    user_id: str


class OrganizationRole(TypedDict):
    """A role that one organization has."""

    created_at: str
    description: str | None
    name: str
    object: Literal["organization_role"]
    organization_id: str
    permissions: list[str]
    resource_type_slug: str
    """The kind of resource that it is for, such as `organization`."""
    slug: str
    """A name that does not change, for code."""
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""


class PasswordReset(TypedDict):
    """The reset of a user's password."""

    created_at: str
    email: str
    expires_at: str
    id: str
    object: Literal["password_reset"]
    user_id: str


class Permission(TypedDict):
    """A permission, which roles contain."""

    created_at: str
    description: str | None
    id: str
    name: str
    object: Literal["permission"]
    resource_type_slug: str
    """The kind of resource that it is for, such as `organization`."""
    slug: str
    """A name that does not change, for code."""
    system: bool
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""


class ConnectedAccount(TypedDict):
    """An account at another provider that a user or an organization has connected."""

    created_at: str
    data_integration_id: str
    id: str
    object: Literal["connected_account"]
    organization_id: str | None
    provider_slug: str
    scopes: list[str]
    state: Literal["connected", "needs_reauthorization"] | str
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""
    user_id: str | None


class ConnectedAccountFailure(TypedDict):
    """An account that could not be connected."""

    created_at: str
    data_integration_id: str
    error_code: str
    error_reason: str | None
    object: Literal["connection_failed"]
    organization_id: str | None
    provider_error: str | None
    provider_error_description: str | None
    provider_slug: str
    user_id: str | None


class RadarChallenge(TypedDict):
    """A challenge to a user whose sign-in looked suspicious."""

    email: str
    radar_challenge_id: str
    type: Literal["email"]
    user_id: str


class Role(TypedDict):
    """A role that members of every organization may have."""

    created_at: str
    object: Literal["role"]
    permissions: NotRequired[list[str]]
    resource_type_slug: str
    """The kind of resource that it is for, such as `organization`."""
    slug: str
    """A name that does not change, for code."""
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""


class SessionImpersonator(TypedDict):
    """The person who acts as the user."""

    email: str
    reason: str | None


class Session(TypedDict):
    """A session of a user."""

    auth_method: (
        Literal[
            "cross_app_auth",
            "external_auth",
            "impersonation",
            "magic_code",
            "migrated_session",
            "oauth",
            "passkey",
            "password",
            "sso",
            "unknown",
        ]
        | str
    )
    created_at: str
    ended_at: str | None
    """When the session ended, such as by a sign-out."""
    expires_at: str
    id: str
    impersonator: NotRequired[SessionImpersonator]
    ip_address: str | None
    object: Literal["session"]
    organization_id: NotRequired[str]
    status: Literal["active", "expired", "revoked"] | str
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""
    user_agent: str | None
    user_id: str


class User(TypedDict):
    """A user."""

    created_at: str
    email: str
    email_verified: bool
    external_id: str | None
    """Your own id of it."""
    first_name: str | None
    id: str
    last_name: str | None
    last_sign_in_at: str | None
    locale: NotRequired[str | None]
    metadata: NotRequired[dict[str, str]]
    """Your own keys and values."""
    name: NotRequired[str | None]
    object: Literal["user"]
    profile_picture_url: str | None
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""


class ByokKey(TypedDict):
    """An organization's own key."""

    key_provider: Literal["AWS_KMS", "GCP_KMS", "AZURE_KEY_VAULT"] | str
    organization_id: str


class ByokKeyVerification(ByokKey):
    """The verification of an organization's own key."""

    verified: bool


class VaultAccess(TypedDict):
    """Who used the vault."""

    actor_id: str
    actor_name: str
    actor_source: Literal["api", "dashboard"] | str
    """How the vault was used."""


class VaultObjectAccess(VaultAccess):
    """Who used which object of the vault."""

    kv_name: str
    """The name of the object."""


class VaultObjectRead(VaultObjectAccess):
    """Who read which object of the vault."""

    key_id: str
    """The key that encrypts it."""


class VaultObjectWrite(VaultObjectRead):
    """Who wrote which object of the vault."""

    key_context: dict[str, str]
    """The names and values that the key was chosen by."""


class VaultDataKeyDecryption(VaultAccess):
    """Who decrypted a data encryption key."""

    key_id: str
    """The key that encrypts it."""


class VaultDataKeyRead(VaultAccess):
    """Who read data encryption keys."""

    key_context: dict[str, str]
    """The names and values that the key was chosen by."""
    key_ids: list[str]


class VaultKey(VaultAccess):
    """Who created or deleted a key encryption key."""

    key_id: str
    """The key that encrypts it."""
    key_name: str


class WaitlistUser(TypedDict):
    """A person on a waitlist."""

    approved_at: str | None
    created_at: str
    email: str
    id: str
    object: Literal["waitlist_user"]
    state: Literal["pending", "approved", "denied"] | str
    updated_at: str
    """When it last changed. Compare this to put events in order; events arrive in any order."""
    waitlist_id: NotRequired[str | None]


class EventActor(TypedDict):
    """Who caused an event."""

    id: str
    name: str | None
    source: Literal["api", "dashboard", "admin_portal", "system"] | str


class FlagTargetOrganization(TypedDict):
    """An organization that a feature flag is for."""

    id: str
    name: str


class FlagTargetUser(TypedDict):
    """A user whom a feature flag is for."""

    id: str
    email: str


class FlagTargets(TypedDict):
    """Whom the rule of a feature flag is for."""

    organizations: list[FlagTargetOrganization]
    users: list[FlagTargetUser]


class GoogleAnalyticsSession(TypedDict):
    """A session of Google Analytics."""

    containerId: str
    sessionId: NotRequired[str]
    sessionNumber: NotRequired[str]


class EventContext(TypedDict):
    """The circumstances of an event."""

    client_id: NotRequired[str]
    actor: NotRequired[EventActor]
    previous_attributes: NotRequired[dict[str, Any]]
    """What the changed attributes were before."""
    access_type: NotRequired[Literal["none", "some", "all"] | str]
    """Of the rule of a flag: for how many the flag is on."""
    configured_targets: NotRequired[FlagTargets]
    """Of the rule of a flag: for whom the flag is on."""
    google_analytics_client_id: NotRequired[str]
    google_analytics_sessions: NotRequired[list[GoogleAnalyticsSession]]
    ajs_anonymous_id: NotRequired[str]
    """The anonymous id of Segment's analytics.js."""


class AuthenticationActionContext(TypedDict):
    """An action that asks whether a user may sign in."""

    id: str
    object: Literal["authentication_action_context"]
    user: User
    organization: NotRequired[Organization | None]
    organization_membership: NotRequired[OrganizationMembership | None]
    ip_address: NotRequired[str | None]
    user_agent: NotRequired[str | None]
    device_fingerprint: NotRequired[str | None]
    issuer: NotRequired[str | None]


class UserRegistrationData(TypedDict):
    """What is known of a user who wants to register."""

    object: Literal["user_data"]
    email: str
    first_name: str | None
    last_name: str | None
    name: NotRequired[str | None]


class UserRegistrationActionContext(TypedDict):
    """An action that asks whether a user may register."""

    id: str
    object: Literal["user_registration_action_context"]
    user_data: UserRegistrationData
    invitation: NotRequired[Invitation | None]
    ip_address: NotRequired[str | None]
    user_agent: NotRequired[str | None]
    device_fingerprint: NotRequired[str | None]


OtherName: TypeAlias = Literal["(any other name)"]
"""Stands for every name of an event, or `object` of an action, that this version does not know."""

if TYPE_CHECKING:
    TypedEvent: TypeAlias = (
        Event[Literal["action.authentication.denied"], ActionAuthenticationDenied]
        | Event[Literal["action.user_registration.denied"], ActionUserRegistrationDenied]
        | Event[
            Literal[
                "agent.blueprint.created",
                "agent.blueprint.deleted",
                "agent.blueprint.updated",
                "agent.instance.created",
                "agent.instance.deleted",
                "agent.instance.session.created",
                "agent.instance.session.revoked",
                "feature_flags.flag.created",
                "feature_flags.flag.deleted",
                "feature_flags.flag.updated",
                "feature_flags.flag_rule.created",
                "feature_flags.flag_rule.deleted",
                "feature_flags.flag_rule.updated",
                "feature_flags.flag_target.created",
                "feature_flags.flag_target.deleted",
                "pipes.account_connection.add_failed",
                "pipes.account_connection.connected",
                "pipes.account_connection.connection_failed",
                "pipes.account_connection.disconnected",
                "pipes.account_connection.reauthorization_needed",
                "resource_export.completed",
                "resource_export.created",
                "resource_export.downloaded",
                "resource_export.failed",
                "vault.dek.rekeyed",
            ]
            | OtherName,
            Any,
        ]
        | Event[Literal["agent.registration.claim.attempt.created"], AgentRegistrationClaimAttempt]
        | Event[Literal["agent.registration.claim.completed"], AgentRegistrationClaim]
        | Event[Literal["agent.registration.created"], AgentRegistration]
        | Event[Literal["agent.registration.credential.issued"], AgentRegistrationCredential]
        | Event[
            Literal[
                "agent.registration.deleted",
                "agent.registration.expired",
                "agent.registration.refreshed",
                "agent.registration.revoked",
            ],
            AgentRegistrationReference,
        ]
        | Event[Literal["agent.registration.organization.switched"], AgentRegistrationOrganizationSwitched]
        | Event[Literal["api_key.created", "api_key.revoked"], ApiKey]
        | Event[Literal["api_key.updated"], ApiKeyUpdated]
        | Event[Literal["authentication.email_verification_failed"], AuthenticationEmailVerificationFailed]
        | Event[
            Literal["authentication.email_verification_succeeded"], AuthenticationEmailVerificationSucceeded
        ]
        | Event[Literal["authentication.magic_auth_failed"], AuthenticationMagicAuthFailed]
        | Event[Literal["authentication.magic_auth_succeeded"], AuthenticationMagicAuthSucceeded]
        | Event[Literal["authentication.mfa_failed"], AuthenticationMfaFailed]
        | Event[Literal["authentication.mfa_succeeded"], AuthenticationMfaSucceeded]
        | Event[Literal["authentication.oauth_failed"], AuthenticationOauthFailed]
        | Event[Literal["authentication.oauth_succeeded"], AuthenticationOauthSucceeded]
        | Event[Literal["authentication.passkey_failed"], AuthenticationPasskeyFailed]
        | Event[Literal["authentication.passkey_succeeded"], AuthenticationPasskeySucceeded]
        | Event[Literal["authentication.password_failed"], AuthenticationPasswordFailed]
        | Event[Literal["authentication.password_succeeded"], AuthenticationPasswordSucceeded]
        | Event[Literal["authentication.radar_risk_detected"], AuthenticationRadarRiskDetected]
        | Event[Literal["authentication.reauthentication_succeeded"], AuthenticationReauthenticationSucceeded]
        | Event[Literal["authentication.sso_failed"], AuthenticationSsoFailed]
        | Event[Literal["authentication.sso_started"], AuthenticationSsoStarted]
        | Event[Literal["authentication.sso_succeeded"], AuthenticationSsoSucceeded]
        | Event[Literal["authentication.sso_timed_out"], AuthenticationSsoTimedOut]
        | Event[Literal["connection.activated", "connection.deactivated"], Connection]
        | Event[Literal["connection.deleted"], ConnectionDeleted]
        | Event[
            Literal["connection.saml_certificate_renewal_required"], ConnectionSamlCertificateRenewalRequired
        ]
        | Event[Literal["connection.saml_certificate_renewed"], ConnectionSamlCertificateRenewed]
        | Event[Literal["dsync.activated"], Directory]
        | Event[Literal["dsync.deleted"], DirectoryDeleted]
        | Event[Literal["dsync.group.created", "dsync.group.deleted"], DirectoryGroup]
        | Event[Literal["dsync.group.updated"], DirectoryGroupUpdated]
        | Event[Literal["dsync.group.user_added", "dsync.group.user_removed"], DirectoryGroupMembership]
        | Event[Literal["dsync.token.created", "dsync.token.revoked"], DirectoryToken]
        | Event[Literal["dsync.user.created", "dsync.user.deleted"], DirectoryUser]
        | Event[Literal["dsync.user.updated"], DirectoryUserUpdated]
        | Event[Literal["email_verification.created"], EmailVerification]
        | Event[Literal["flag.created", "flag.deleted", "flag.rule_updated", "flag.updated"], FeatureFlag]
        | Event[Literal["group.created", "group.deleted", "group.updated"], Group]
        | Event[Literal["group.member_added", "group.member_removed"], GroupMember]
        | Event[
            Literal["invitation.accepted", "invitation.created", "invitation.resent", "invitation.revoked"],
            Invitation,
        ]
        | Event[Literal["magic_auth.created"], MagicAuth]
        | Event[Literal["organization.created", "organization.deleted", "organization.updated"], Organization]
        | Event[
            Literal[
                "organization_domain.created",
                "organization_domain.deleted",
                "organization_domain.updated",
                "organization_domain.verified",
            ],
            OrganizationDomain,
        ]
        | Event[Literal["organization_domain.verification_failed"], OrganizationDomainVerificationFailed]
        | Event[
            Literal[
                "organization_membership.created",
                "organization_membership.deleted",
                "organization_membership.updated",
            ],
            OrganizationMembership,
        ]
        | Event[
            Literal["organization_role.created", "organization_role.deleted", "organization_role.updated"],
            OrganizationRole,
        ]
        | Event[Literal["password_reset.created", "password_reset.succeeded"], PasswordReset]
        | Event[Literal["permission.created", "permission.deleted", "permission.updated"], Permission]
        | Event[
            Literal[
                "pipes.connected_account.connected",
                "pipes.connected_account.disconnected",
                "pipes.connected_account.reauthorization_needed",
            ],
            ConnectedAccount,
        ]
        | Event[Literal["pipes.connected_account.connection_failed"], ConnectedAccountFailure]
        | Event[Literal["radar.challenge_created"], RadarChallenge]
        | Event[Literal["role.created", "role.deleted", "role.updated"], Role]
        | Event[Literal["session.created", "session.revoked"], Session]
        | Event[Literal["user.created", "user.deleted", "user.updated"], User]
        | Event[Literal["vault.byok_key.deleted"], ByokKey]
        | Event[Literal["vault.byok_key.verification_completed"], ByokKeyVerification]
        | Event[Literal["vault.data.created", "vault.data.updated"], VaultObjectWrite]
        | Event[Literal["vault.data.deleted", "vault.metadata.read"], VaultObjectAccess]
        | Event[Literal["vault.data.read"], VaultObjectRead]
        | Event[Literal["vault.dek.decrypted"], VaultDataKeyDecryption]
        | Event[Literal["vault.dek.read"], VaultDataKeyRead]
        | Event[Literal["vault.kek.created", "vault.kek.deleted"], VaultKey]
        | Event[Literal["vault.names.listed"], VaultAccess]
        | Event[
            Literal["waitlist_user.approved", "waitlist_user.created", "waitlist_user.denied"], WaitlistUser
        ]
    )
    """An event whose `data` has the type that belongs to its name.

    `if event.event == "dsync.user.created":` and `match event.event:` narrow `event.data`. In the `else`
    or `case _:` is any event whose name this version does not know, with any data.
    """

    TypedAction: TypeAlias = (
        Action[Literal["authentication_action_context"], AuthenticationActionContext]
        | Action[Literal["user_registration_action_context"], UserRegistrationActionContext]
        | Action[OtherName, dict[str, Any]]
    )
    """An action whose `data` has the type that belongs to its `object`, by which it is narrowed."""
else:
    TypedEvent = Event
    TypedAction = Action
