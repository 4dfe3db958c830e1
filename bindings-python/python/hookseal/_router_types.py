# Written by tests/tools/event-types/generate.py from core/event-*.
"""What `Router.on` takes, and what the handlers of each name must accept."""

from collections.abc import Callable
from typing import Any, Concatenate, Literal, Protocol, TypeAlias, TypeVar, overload

from . import Event
from ._event_types import EventType
from .types import (
    ActionAuthenticationDenied,
    ActionUserRegistrationDenied,
    AgentRegistration,
    AgentRegistrationClaim,
    AgentRegistrationClaimAttempt,
    AgentRegistrationCredential,
    AgentRegistrationOrganizationSwitched,
    AgentRegistrationReference,
    ApiKey,
    ApiKeyUpdated,
    AuthenticationEmailVerificationFailed,
    AuthenticationEmailVerificationSucceeded,
    AuthenticationMagicAuthFailed,
    AuthenticationMagicAuthSucceeded,
    AuthenticationMfaFailed,
    AuthenticationMfaSucceeded,
    AuthenticationOauthFailed,
    AuthenticationOauthSucceeded,
    AuthenticationPasskeyFailed,
    AuthenticationPasskeySucceeded,
    AuthenticationPasswordFailed,
    AuthenticationPasswordSucceeded,
    AuthenticationRadarRiskDetected,
    AuthenticationReauthenticationSucceeded,
    AuthenticationSsoFailed,
    AuthenticationSsoStarted,
    AuthenticationSsoSucceeded,
    AuthenticationSsoTimedOut,
    ByokKey,
    ByokKeyVerification,
    ConnectedAccount,
    ConnectedAccountFailure,
    Connection,
    ConnectionDeleted,
    ConnectionSamlCertificateRenewalRequired,
    ConnectionSamlCertificateRenewed,
    Directory,
    DirectoryDeleted,
    DirectoryGroup,
    DirectoryGroupMembership,
    DirectoryGroupUpdated,
    DirectoryToken,
    DirectoryUser,
    DirectoryUserUpdated,
    EmailVerification,
    FeatureFlag,
    Group,
    GroupMember,
    Invitation,
    MagicAuth,
    Organization,
    OrganizationDomain,
    OrganizationDomainVerificationFailed,
    OrganizationMembership,
    OrganizationRole,
    OtherName,
    PasswordReset,
    Permission,
    RadarChallenge,
    Role,
    Session,
    TypedEvent,
    User,
    VaultAccess,
    VaultDataKeyDecryption,
    VaultDataKeyRead,
    VaultKey,
    VaultObjectAccess,
    VaultObjectRead,
    VaultObjectWrite,
    WaitlistUser,
)

Wildcard: TypeAlias = Literal[
    "action.*",
    "action.authentication.*",
    "action.user_registration.*",
    "agent.*",
    "agent.blueprint.*",
    "agent.instance.*",
    "agent.instance.session.*",
    "agent.registration.*",
    "agent.registration.claim.*",
    "agent.registration.claim.attempt.*",
    "agent.registration.credential.*",
    "agent.registration.organization.*",
    "api_key.*",
    "authentication.*",
    "connection.*",
    "dsync.*",
    "dsync.group.*",
    "dsync.token.*",
    "dsync.user.*",
    "email_verification.*",
    "feature_flags.*",
    "feature_flags.flag.*",
    "feature_flags.flag_rule.*",
    "feature_flags.flag_target.*",
    "flag.*",
    "group.*",
    "invitation.*",
    "magic_auth.*",
    "organization.*",
    "organization_domain.*",
    "organization_membership.*",
    "organization_role.*",
    "password_reset.*",
    "permission.*",
    "pipes.*",
    "pipes.account_connection.*",
    "pipes.connected_account.*",
    "radar.*",
    "resource_export.*",
    "role.*",
    "session.*",
    "user.*",
    "vault.*",
    "vault.byok_key.*",
    "vault.data.*",
    "vault.dek.*",
    "vault.kek.*",
    "vault.metadata.*",
    "vault.names.*",
    "waitlist_user.*",
]

ActionAuthenticationDeniedName: TypeAlias = Literal["action.authentication.denied"]
ActionAuthenticationDeniedHandler = TypeVar(
    "ActionAuthenticationDeniedHandler",
    bound=Callable[Concatenate[Event[ActionAuthenticationDeniedName, ActionAuthenticationDenied], ...], Any],
)
ActionUserRegistrationDeniedName: TypeAlias = Literal["action.user_registration.denied"]
ActionUserRegistrationDeniedHandler = TypeVar(
    "ActionUserRegistrationDeniedHandler",
    bound=Callable[
        Concatenate[Event[ActionUserRegistrationDeniedName, ActionUserRegistrationDenied], ...], Any
    ],
)
AnyName: TypeAlias = (
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
    | OtherName
)
AnyHandler = TypeVar("AnyHandler", bound=Callable[Concatenate[Event[AnyName, Any], ...], Any])
AgentRegistrationClaimAttemptName: TypeAlias = Literal["agent.registration.claim.attempt.created"]
AgentRegistrationClaimAttemptHandler = TypeVar(
    "AgentRegistrationClaimAttemptHandler",
    bound=Callable[
        Concatenate[Event[AgentRegistrationClaimAttemptName, AgentRegistrationClaimAttempt], ...], Any
    ],
)
AgentRegistrationClaimName: TypeAlias = Literal["agent.registration.claim.completed"]
AgentRegistrationClaimHandler = TypeVar(
    "AgentRegistrationClaimHandler",
    bound=Callable[Concatenate[Event[AgentRegistrationClaimName, AgentRegistrationClaim], ...], Any],
)
AgentRegistrationName: TypeAlias = Literal["agent.registration.created"]
AgentRegistrationHandler = TypeVar(
    "AgentRegistrationHandler",
    bound=Callable[Concatenate[Event[AgentRegistrationName, AgentRegistration], ...], Any],
)
AgentRegistrationCredentialName: TypeAlias = Literal["agent.registration.credential.issued"]
AgentRegistrationCredentialHandler = TypeVar(
    "AgentRegistrationCredentialHandler",
    bound=Callable[
        Concatenate[Event[AgentRegistrationCredentialName, AgentRegistrationCredential], ...], Any
    ],
)
AgentRegistrationReferenceName: TypeAlias = Literal[
    "agent.registration.deleted",
    "agent.registration.expired",
    "agent.registration.refreshed",
    "agent.registration.revoked",
]
AgentRegistrationReferenceHandler = TypeVar(
    "AgentRegistrationReferenceHandler",
    bound=Callable[Concatenate[Event[AgentRegistrationReferenceName, AgentRegistrationReference], ...], Any],
)
AgentRegistrationOrganizationSwitchedName: TypeAlias = Literal["agent.registration.organization.switched"]
AgentRegistrationOrganizationSwitchedHandler = TypeVar(
    "AgentRegistrationOrganizationSwitchedHandler",
    bound=Callable[
        Concatenate[
            Event[AgentRegistrationOrganizationSwitchedName, AgentRegistrationOrganizationSwitched], ...
        ],
        Any,
    ],
)
ApiKeyName: TypeAlias = Literal["api_key.created", "api_key.revoked"]
ApiKeyHandler = TypeVar("ApiKeyHandler", bound=Callable[Concatenate[Event[ApiKeyName, ApiKey], ...], Any])
ApiKeyUpdatedName: TypeAlias = Literal["api_key.updated"]
ApiKeyUpdatedHandler = TypeVar(
    "ApiKeyUpdatedHandler", bound=Callable[Concatenate[Event[ApiKeyUpdatedName, ApiKeyUpdated], ...], Any]
)
AuthenticationEmailVerificationFailedName: TypeAlias = Literal["authentication.email_verification_failed"]
AuthenticationEmailVerificationFailedHandler = TypeVar(
    "AuthenticationEmailVerificationFailedHandler",
    bound=Callable[
        Concatenate[
            Event[AuthenticationEmailVerificationFailedName, AuthenticationEmailVerificationFailed], ...
        ],
        Any,
    ],
)
AuthenticationEmailVerificationSucceededName: TypeAlias = Literal[
    "authentication.email_verification_succeeded"
]
AuthenticationEmailVerificationSucceededHandler = TypeVar(
    "AuthenticationEmailVerificationSucceededHandler",
    bound=Callable[
        Concatenate[
            Event[AuthenticationEmailVerificationSucceededName, AuthenticationEmailVerificationSucceeded], ...
        ],
        Any,
    ],
)
AuthenticationMagicAuthFailedName: TypeAlias = Literal["authentication.magic_auth_failed"]
AuthenticationMagicAuthFailedHandler = TypeVar(
    "AuthenticationMagicAuthFailedHandler",
    bound=Callable[
        Concatenate[Event[AuthenticationMagicAuthFailedName, AuthenticationMagicAuthFailed], ...], Any
    ],
)
AuthenticationMagicAuthSucceededName: TypeAlias = Literal["authentication.magic_auth_succeeded"]
AuthenticationMagicAuthSucceededHandler = TypeVar(
    "AuthenticationMagicAuthSucceededHandler",
    bound=Callable[
        Concatenate[Event[AuthenticationMagicAuthSucceededName, AuthenticationMagicAuthSucceeded], ...], Any
    ],
)
AuthenticationMfaFailedName: TypeAlias = Literal["authentication.mfa_failed"]
AuthenticationMfaFailedHandler = TypeVar(
    "AuthenticationMfaFailedHandler",
    bound=Callable[Concatenate[Event[AuthenticationMfaFailedName, AuthenticationMfaFailed], ...], Any],
)
AuthenticationMfaSucceededName: TypeAlias = Literal["authentication.mfa_succeeded"]
AuthenticationMfaSucceededHandler = TypeVar(
    "AuthenticationMfaSucceededHandler",
    bound=Callable[Concatenate[Event[AuthenticationMfaSucceededName, AuthenticationMfaSucceeded], ...], Any],
)
AuthenticationOauthFailedName: TypeAlias = Literal["authentication.oauth_failed"]
AuthenticationOauthFailedHandler = TypeVar(
    "AuthenticationOauthFailedHandler",
    bound=Callable[Concatenate[Event[AuthenticationOauthFailedName, AuthenticationOauthFailed], ...], Any],
)
AuthenticationOauthSucceededName: TypeAlias = Literal["authentication.oauth_succeeded"]
AuthenticationOauthSucceededHandler = TypeVar(
    "AuthenticationOauthSucceededHandler",
    bound=Callable[
        Concatenate[Event[AuthenticationOauthSucceededName, AuthenticationOauthSucceeded], ...], Any
    ],
)
AuthenticationPasskeyFailedName: TypeAlias = Literal["authentication.passkey_failed"]
AuthenticationPasskeyFailedHandler = TypeVar(
    "AuthenticationPasskeyFailedHandler",
    bound=Callable[
        Concatenate[Event[AuthenticationPasskeyFailedName, AuthenticationPasskeyFailed], ...], Any
    ],
)
AuthenticationPasskeySucceededName: TypeAlias = Literal["authentication.passkey_succeeded"]
AuthenticationPasskeySucceededHandler = TypeVar(
    "AuthenticationPasskeySucceededHandler",
    bound=Callable[
        Concatenate[Event[AuthenticationPasskeySucceededName, AuthenticationPasskeySucceeded], ...], Any
    ],
)
AuthenticationPasswordFailedName: TypeAlias = Literal["authentication.password_failed"]
AuthenticationPasswordFailedHandler = TypeVar(
    "AuthenticationPasswordFailedHandler",
    bound=Callable[
        Concatenate[Event[AuthenticationPasswordFailedName, AuthenticationPasswordFailed], ...], Any
    ],
)
AuthenticationPasswordSucceededName: TypeAlias = Literal["authentication.password_succeeded"]
AuthenticationPasswordSucceededHandler = TypeVar(
    "AuthenticationPasswordSucceededHandler",
    bound=Callable[
        Concatenate[Event[AuthenticationPasswordSucceededName, AuthenticationPasswordSucceeded], ...], Any
    ],
)
AuthenticationRadarRiskDetectedName: TypeAlias = Literal["authentication.radar_risk_detected"]
AuthenticationRadarRiskDetectedHandler = TypeVar(
    "AuthenticationRadarRiskDetectedHandler",
    bound=Callable[
        Concatenate[Event[AuthenticationRadarRiskDetectedName, AuthenticationRadarRiskDetected], ...], Any
    ],
)
AuthenticationReauthenticationSucceededName: TypeAlias = Literal["authentication.reauthentication_succeeded"]
AuthenticationReauthenticationSucceededHandler = TypeVar(
    "AuthenticationReauthenticationSucceededHandler",
    bound=Callable[
        Concatenate[
            Event[AuthenticationReauthenticationSucceededName, AuthenticationReauthenticationSucceeded], ...
        ],
        Any,
    ],
)
AuthenticationSsoFailedName: TypeAlias = Literal["authentication.sso_failed"]
AuthenticationSsoFailedHandler = TypeVar(
    "AuthenticationSsoFailedHandler",
    bound=Callable[Concatenate[Event[AuthenticationSsoFailedName, AuthenticationSsoFailed], ...], Any],
)
AuthenticationSsoStartedName: TypeAlias = Literal["authentication.sso_started"]
AuthenticationSsoStartedHandler = TypeVar(
    "AuthenticationSsoStartedHandler",
    bound=Callable[Concatenate[Event[AuthenticationSsoStartedName, AuthenticationSsoStarted], ...], Any],
)
AuthenticationSsoSucceededName: TypeAlias = Literal["authentication.sso_succeeded"]
AuthenticationSsoSucceededHandler = TypeVar(
    "AuthenticationSsoSucceededHandler",
    bound=Callable[Concatenate[Event[AuthenticationSsoSucceededName, AuthenticationSsoSucceeded], ...], Any],
)
AuthenticationSsoTimedOutName: TypeAlias = Literal["authentication.sso_timed_out"]
AuthenticationSsoTimedOutHandler = TypeVar(
    "AuthenticationSsoTimedOutHandler",
    bound=Callable[Concatenate[Event[AuthenticationSsoTimedOutName, AuthenticationSsoTimedOut], ...], Any],
)
ConnectionName: TypeAlias = Literal["connection.activated", "connection.deactivated"]
ConnectionHandler = TypeVar(
    "ConnectionHandler", bound=Callable[Concatenate[Event[ConnectionName, Connection], ...], Any]
)
ConnectionDeletedName: TypeAlias = Literal["connection.deleted"]
ConnectionDeletedHandler = TypeVar(
    "ConnectionDeletedHandler",
    bound=Callable[Concatenate[Event[ConnectionDeletedName, ConnectionDeleted], ...], Any],
)
ConnectionSamlCertificateRenewalRequiredName: TypeAlias = Literal[
    "connection.saml_certificate_renewal_required"
]
ConnectionSamlCertificateRenewalRequiredHandler = TypeVar(
    "ConnectionSamlCertificateRenewalRequiredHandler",
    bound=Callable[
        Concatenate[
            Event[ConnectionSamlCertificateRenewalRequiredName, ConnectionSamlCertificateRenewalRequired], ...
        ],
        Any,
    ],
)
ConnectionSamlCertificateRenewedName: TypeAlias = Literal["connection.saml_certificate_renewed"]
ConnectionSamlCertificateRenewedHandler = TypeVar(
    "ConnectionSamlCertificateRenewedHandler",
    bound=Callable[
        Concatenate[Event[ConnectionSamlCertificateRenewedName, ConnectionSamlCertificateRenewed], ...], Any
    ],
)
DirectoryName: TypeAlias = Literal["dsync.activated"]
DirectoryHandler = TypeVar(
    "DirectoryHandler", bound=Callable[Concatenate[Event[DirectoryName, Directory], ...], Any]
)
DirectoryDeletedName: TypeAlias = Literal["dsync.deleted"]
DirectoryDeletedHandler = TypeVar(
    "DirectoryDeletedHandler",
    bound=Callable[Concatenate[Event[DirectoryDeletedName, DirectoryDeleted], ...], Any],
)
DirectoryGroupName: TypeAlias = Literal["dsync.group.created", "dsync.group.deleted"]
DirectoryGroupHandler = TypeVar(
    "DirectoryGroupHandler", bound=Callable[Concatenate[Event[DirectoryGroupName, DirectoryGroup], ...], Any]
)
DirectoryGroupUpdatedName: TypeAlias = Literal["dsync.group.updated"]
DirectoryGroupUpdatedHandler = TypeVar(
    "DirectoryGroupUpdatedHandler",
    bound=Callable[Concatenate[Event[DirectoryGroupUpdatedName, DirectoryGroupUpdated], ...], Any],
)
DirectoryGroupMembershipName: TypeAlias = Literal["dsync.group.user_added", "dsync.group.user_removed"]
DirectoryGroupMembershipHandler = TypeVar(
    "DirectoryGroupMembershipHandler",
    bound=Callable[Concatenate[Event[DirectoryGroupMembershipName, DirectoryGroupMembership], ...], Any],
)
DirectoryTokenName: TypeAlias = Literal["dsync.token.created", "dsync.token.revoked"]
DirectoryTokenHandler = TypeVar(
    "DirectoryTokenHandler", bound=Callable[Concatenate[Event[DirectoryTokenName, DirectoryToken], ...], Any]
)
DirectoryUserName: TypeAlias = Literal["dsync.user.created", "dsync.user.deleted"]
DirectoryUserHandler = TypeVar(
    "DirectoryUserHandler", bound=Callable[Concatenate[Event[DirectoryUserName, DirectoryUser], ...], Any]
)
DirectoryUserUpdatedName: TypeAlias = Literal["dsync.user.updated"]
DirectoryUserUpdatedHandler = TypeVar(
    "DirectoryUserUpdatedHandler",
    bound=Callable[Concatenate[Event[DirectoryUserUpdatedName, DirectoryUserUpdated], ...], Any],
)
EmailVerificationName: TypeAlias = Literal["email_verification.created"]
EmailVerificationHandler = TypeVar(
    "EmailVerificationHandler",
    bound=Callable[Concatenate[Event[EmailVerificationName, EmailVerification], ...], Any],
)
FeatureFlagName: TypeAlias = Literal["flag.created", "flag.deleted", "flag.rule_updated", "flag.updated"]
FeatureFlagHandler = TypeVar(
    "FeatureFlagHandler", bound=Callable[Concatenate[Event[FeatureFlagName, FeatureFlag], ...], Any]
)
GroupName: TypeAlias = Literal["group.created", "group.deleted", "group.updated"]
GroupHandler = TypeVar("GroupHandler", bound=Callable[Concatenate[Event[GroupName, Group], ...], Any])
GroupMemberName: TypeAlias = Literal["group.member_added", "group.member_removed"]
GroupMemberHandler = TypeVar(
    "GroupMemberHandler", bound=Callable[Concatenate[Event[GroupMemberName, GroupMember], ...], Any]
)
InvitationName: TypeAlias = Literal[
    "invitation.accepted", "invitation.created", "invitation.resent", "invitation.revoked"
]
InvitationHandler = TypeVar(
    "InvitationHandler", bound=Callable[Concatenate[Event[InvitationName, Invitation], ...], Any]
)
MagicAuthName: TypeAlias = Literal["magic_auth.created"]
MagicAuthHandler = TypeVar(
    "MagicAuthHandler", bound=Callable[Concatenate[Event[MagicAuthName, MagicAuth], ...], Any]
)
OrganizationName: TypeAlias = Literal["organization.created", "organization.deleted", "organization.updated"]
OrganizationHandler = TypeVar(
    "OrganizationHandler", bound=Callable[Concatenate[Event[OrganizationName, Organization], ...], Any]
)
OrganizationDomainName: TypeAlias = Literal[
    "organization_domain.created",
    "organization_domain.deleted",
    "organization_domain.updated",
    "organization_domain.verified",
]
OrganizationDomainHandler = TypeVar(
    "OrganizationDomainHandler",
    bound=Callable[Concatenate[Event[OrganizationDomainName, OrganizationDomain], ...], Any],
)
OrganizationDomainVerificationFailedName: TypeAlias = Literal["organization_domain.verification_failed"]
OrganizationDomainVerificationFailedHandler = TypeVar(
    "OrganizationDomainVerificationFailedHandler",
    bound=Callable[
        Concatenate[
            Event[OrganizationDomainVerificationFailedName, OrganizationDomainVerificationFailed], ...
        ],
        Any,
    ],
)
OrganizationMembershipName: TypeAlias = Literal[
    "organization_membership.created", "organization_membership.deleted", "organization_membership.updated"
]
OrganizationMembershipHandler = TypeVar(
    "OrganizationMembershipHandler",
    bound=Callable[Concatenate[Event[OrganizationMembershipName, OrganizationMembership], ...], Any],
)
OrganizationRoleName: TypeAlias = Literal[
    "organization_role.created", "organization_role.deleted", "organization_role.updated"
]
OrganizationRoleHandler = TypeVar(
    "OrganizationRoleHandler",
    bound=Callable[Concatenate[Event[OrganizationRoleName, OrganizationRole], ...], Any],
)
PasswordResetName: TypeAlias = Literal["password_reset.created", "password_reset.succeeded"]
PasswordResetHandler = TypeVar(
    "PasswordResetHandler", bound=Callable[Concatenate[Event[PasswordResetName, PasswordReset], ...], Any]
)
PermissionName: TypeAlias = Literal["permission.created", "permission.deleted", "permission.updated"]
PermissionHandler = TypeVar(
    "PermissionHandler", bound=Callable[Concatenate[Event[PermissionName, Permission], ...], Any]
)
ConnectedAccountName: TypeAlias = Literal[
    "pipes.connected_account.connected",
    "pipes.connected_account.disconnected",
    "pipes.connected_account.reauthorization_needed",
]
ConnectedAccountHandler = TypeVar(
    "ConnectedAccountHandler",
    bound=Callable[Concatenate[Event[ConnectedAccountName, ConnectedAccount], ...], Any],
)
ConnectedAccountFailureName: TypeAlias = Literal["pipes.connected_account.connection_failed"]
ConnectedAccountFailureHandler = TypeVar(
    "ConnectedAccountFailureHandler",
    bound=Callable[Concatenate[Event[ConnectedAccountFailureName, ConnectedAccountFailure], ...], Any],
)
RadarChallengeName: TypeAlias = Literal["radar.challenge_created"]
RadarChallengeHandler = TypeVar(
    "RadarChallengeHandler", bound=Callable[Concatenate[Event[RadarChallengeName, RadarChallenge], ...], Any]
)
RoleName: TypeAlias = Literal["role.created", "role.deleted", "role.updated"]
RoleHandler = TypeVar("RoleHandler", bound=Callable[Concatenate[Event[RoleName, Role], ...], Any])
SessionName: TypeAlias = Literal["session.created", "session.revoked"]
SessionHandler = TypeVar("SessionHandler", bound=Callable[Concatenate[Event[SessionName, Session], ...], Any])
UserName: TypeAlias = Literal["user.created", "user.deleted", "user.updated"]
UserHandler = TypeVar("UserHandler", bound=Callable[Concatenate[Event[UserName, User], ...], Any])
ByokKeyName: TypeAlias = Literal["vault.byok_key.deleted"]
ByokKeyHandler = TypeVar("ByokKeyHandler", bound=Callable[Concatenate[Event[ByokKeyName, ByokKey], ...], Any])
ByokKeyVerificationName: TypeAlias = Literal["vault.byok_key.verification_completed"]
ByokKeyVerificationHandler = TypeVar(
    "ByokKeyVerificationHandler",
    bound=Callable[Concatenate[Event[ByokKeyVerificationName, ByokKeyVerification], ...], Any],
)
VaultObjectWriteName: TypeAlias = Literal["vault.data.created", "vault.data.updated"]
VaultObjectWriteHandler = TypeVar(
    "VaultObjectWriteHandler",
    bound=Callable[Concatenate[Event[VaultObjectWriteName, VaultObjectWrite], ...], Any],
)
VaultObjectAccessName: TypeAlias = Literal["vault.data.deleted", "vault.metadata.read"]
VaultObjectAccessHandler = TypeVar(
    "VaultObjectAccessHandler",
    bound=Callable[Concatenate[Event[VaultObjectAccessName, VaultObjectAccess], ...], Any],
)
VaultObjectReadName: TypeAlias = Literal["vault.data.read"]
VaultObjectReadHandler = TypeVar(
    "VaultObjectReadHandler",
    bound=Callable[Concatenate[Event[VaultObjectReadName, VaultObjectRead], ...], Any],
)
VaultDataKeyDecryptionName: TypeAlias = Literal["vault.dek.decrypted"]
VaultDataKeyDecryptionHandler = TypeVar(
    "VaultDataKeyDecryptionHandler",
    bound=Callable[Concatenate[Event[VaultDataKeyDecryptionName, VaultDataKeyDecryption], ...], Any],
)
VaultDataKeyReadName: TypeAlias = Literal["vault.dek.read"]
VaultDataKeyReadHandler = TypeVar(
    "VaultDataKeyReadHandler",
    bound=Callable[Concatenate[Event[VaultDataKeyReadName, VaultDataKeyRead], ...], Any],
)
VaultKeyName: TypeAlias = Literal["vault.kek.created", "vault.kek.deleted"]
VaultKeyHandler = TypeVar(
    "VaultKeyHandler", bound=Callable[Concatenate[Event[VaultKeyName, VaultKey], ...], Any]
)
VaultAccessName: TypeAlias = Literal["vault.names.listed"]
VaultAccessHandler = TypeVar(
    "VaultAccessHandler", bound=Callable[Concatenate[Event[VaultAccessName, VaultAccess], ...], Any]
)
WaitlistUserName: TypeAlias = Literal[
    "waitlist_user.approved", "waitlist_user.created", "waitlist_user.denied"
]
WaitlistUserHandler = TypeVar(
    "WaitlistUserHandler", bound=Callable[Concatenate[Event[WaitlistUserName, WaitlistUser], ...], Any]
)
MixedHandler = TypeVar("MixedHandler", bound=Callable[Concatenate[TypedEvent, ...], Any])


class On(Protocol):
    @overload
    def __call__(
        self, *patterns: ActionAuthenticationDeniedName
    ) -> Callable[[ActionAuthenticationDeniedHandler], ActionAuthenticationDeniedHandler]: ...
    @overload
    def __call__(
        self, *patterns: ActionUserRegistrationDeniedName
    ) -> Callable[[ActionUserRegistrationDeniedHandler], ActionUserRegistrationDeniedHandler]: ...
    @overload
    def __call__(self, *patterns: AnyName) -> Callable[[AnyHandler], AnyHandler]: ...
    @overload
    def __call__(
        self, *patterns: AgentRegistrationClaimAttemptName
    ) -> Callable[[AgentRegistrationClaimAttemptHandler], AgentRegistrationClaimAttemptHandler]: ...
    @overload
    def __call__(
        self, *patterns: AgentRegistrationClaimName
    ) -> Callable[[AgentRegistrationClaimHandler], AgentRegistrationClaimHandler]: ...
    @overload
    def __call__(
        self, *patterns: AgentRegistrationName
    ) -> Callable[[AgentRegistrationHandler], AgentRegistrationHandler]: ...
    @overload
    def __call__(
        self, *patterns: AgentRegistrationCredentialName
    ) -> Callable[[AgentRegistrationCredentialHandler], AgentRegistrationCredentialHandler]: ...
    @overload
    def __call__(
        self, *patterns: AgentRegistrationReferenceName
    ) -> Callable[[AgentRegistrationReferenceHandler], AgentRegistrationReferenceHandler]: ...
    @overload
    def __call__(
        self, *patterns: AgentRegistrationOrganizationSwitchedName
    ) -> Callable[
        [AgentRegistrationOrganizationSwitchedHandler], AgentRegistrationOrganizationSwitchedHandler
    ]: ...
    @overload
    def __call__(self, *patterns: ApiKeyName) -> Callable[[ApiKeyHandler], ApiKeyHandler]: ...
    @overload
    def __call__(
        self, *patterns: ApiKeyUpdatedName
    ) -> Callable[[ApiKeyUpdatedHandler], ApiKeyUpdatedHandler]: ...
    @overload
    def __call__(
        self, *patterns: AuthenticationEmailVerificationFailedName
    ) -> Callable[
        [AuthenticationEmailVerificationFailedHandler], AuthenticationEmailVerificationFailedHandler
    ]: ...
    @overload
    def __call__(
        self, *patterns: AuthenticationEmailVerificationSucceededName
    ) -> Callable[
        [AuthenticationEmailVerificationSucceededHandler], AuthenticationEmailVerificationSucceededHandler
    ]: ...
    @overload
    def __call__(
        self, *patterns: AuthenticationMagicAuthFailedName
    ) -> Callable[[AuthenticationMagicAuthFailedHandler], AuthenticationMagicAuthFailedHandler]: ...
    @overload
    def __call__(
        self, *patterns: AuthenticationMagicAuthSucceededName
    ) -> Callable[[AuthenticationMagicAuthSucceededHandler], AuthenticationMagicAuthSucceededHandler]: ...
    @overload
    def __call__(
        self, *patterns: AuthenticationMfaFailedName
    ) -> Callable[[AuthenticationMfaFailedHandler], AuthenticationMfaFailedHandler]: ...
    @overload
    def __call__(
        self, *patterns: AuthenticationMfaSucceededName
    ) -> Callable[[AuthenticationMfaSucceededHandler], AuthenticationMfaSucceededHandler]: ...
    @overload
    def __call__(
        self, *patterns: AuthenticationOauthFailedName
    ) -> Callable[[AuthenticationOauthFailedHandler], AuthenticationOauthFailedHandler]: ...
    @overload
    def __call__(
        self, *patterns: AuthenticationOauthSucceededName
    ) -> Callable[[AuthenticationOauthSucceededHandler], AuthenticationOauthSucceededHandler]: ...
    @overload
    def __call__(
        self, *patterns: AuthenticationPasskeyFailedName
    ) -> Callable[[AuthenticationPasskeyFailedHandler], AuthenticationPasskeyFailedHandler]: ...
    @overload
    def __call__(
        self, *patterns: AuthenticationPasskeySucceededName
    ) -> Callable[[AuthenticationPasskeySucceededHandler], AuthenticationPasskeySucceededHandler]: ...
    @overload
    def __call__(
        self, *patterns: AuthenticationPasswordFailedName
    ) -> Callable[[AuthenticationPasswordFailedHandler], AuthenticationPasswordFailedHandler]: ...
    @overload
    def __call__(
        self, *patterns: AuthenticationPasswordSucceededName
    ) -> Callable[[AuthenticationPasswordSucceededHandler], AuthenticationPasswordSucceededHandler]: ...
    @overload
    def __call__(
        self, *patterns: AuthenticationRadarRiskDetectedName
    ) -> Callable[[AuthenticationRadarRiskDetectedHandler], AuthenticationRadarRiskDetectedHandler]: ...
    @overload
    def __call__(
        self, *patterns: AuthenticationReauthenticationSucceededName
    ) -> Callable[
        [AuthenticationReauthenticationSucceededHandler], AuthenticationReauthenticationSucceededHandler
    ]: ...
    @overload
    def __call__(
        self, *patterns: AuthenticationSsoFailedName
    ) -> Callable[[AuthenticationSsoFailedHandler], AuthenticationSsoFailedHandler]: ...
    @overload
    def __call__(
        self, *patterns: AuthenticationSsoStartedName
    ) -> Callable[[AuthenticationSsoStartedHandler], AuthenticationSsoStartedHandler]: ...
    @overload
    def __call__(
        self, *patterns: AuthenticationSsoSucceededName
    ) -> Callable[[AuthenticationSsoSucceededHandler], AuthenticationSsoSucceededHandler]: ...
    @overload
    def __call__(
        self, *patterns: AuthenticationSsoTimedOutName
    ) -> Callable[[AuthenticationSsoTimedOutHandler], AuthenticationSsoTimedOutHandler]: ...
    @overload
    def __call__(self, *patterns: ConnectionName) -> Callable[[ConnectionHandler], ConnectionHandler]: ...
    @overload
    def __call__(
        self, *patterns: ConnectionDeletedName
    ) -> Callable[[ConnectionDeletedHandler], ConnectionDeletedHandler]: ...
    @overload
    def __call__(
        self, *patterns: ConnectionSamlCertificateRenewalRequiredName
    ) -> Callable[
        [ConnectionSamlCertificateRenewalRequiredHandler], ConnectionSamlCertificateRenewalRequiredHandler
    ]: ...
    @overload
    def __call__(
        self, *patterns: ConnectionSamlCertificateRenewedName
    ) -> Callable[[ConnectionSamlCertificateRenewedHandler], ConnectionSamlCertificateRenewedHandler]: ...
    @overload
    def __call__(self, *patterns: DirectoryName) -> Callable[[DirectoryHandler], DirectoryHandler]: ...
    @overload
    def __call__(
        self, *patterns: DirectoryDeletedName
    ) -> Callable[[DirectoryDeletedHandler], DirectoryDeletedHandler]: ...
    @overload
    def __call__(
        self, *patterns: DirectoryGroupName
    ) -> Callable[[DirectoryGroupHandler], DirectoryGroupHandler]: ...
    @overload
    def __call__(
        self, *patterns: DirectoryGroupUpdatedName
    ) -> Callable[[DirectoryGroupUpdatedHandler], DirectoryGroupUpdatedHandler]: ...
    @overload
    def __call__(
        self, *patterns: DirectoryGroupMembershipName
    ) -> Callable[[DirectoryGroupMembershipHandler], DirectoryGroupMembershipHandler]: ...
    @overload
    def __call__(
        self, *patterns: DirectoryTokenName
    ) -> Callable[[DirectoryTokenHandler], DirectoryTokenHandler]: ...
    @overload
    def __call__(
        self, *patterns: DirectoryUserName
    ) -> Callable[[DirectoryUserHandler], DirectoryUserHandler]: ...
    @overload
    def __call__(
        self, *patterns: DirectoryUserUpdatedName
    ) -> Callable[[DirectoryUserUpdatedHandler], DirectoryUserUpdatedHandler]: ...
    @overload
    def __call__(
        self, *patterns: EmailVerificationName
    ) -> Callable[[EmailVerificationHandler], EmailVerificationHandler]: ...
    @overload
    def __call__(self, *patterns: FeatureFlagName) -> Callable[[FeatureFlagHandler], FeatureFlagHandler]: ...
    @overload
    def __call__(self, *patterns: GroupName) -> Callable[[GroupHandler], GroupHandler]: ...
    @overload
    def __call__(self, *patterns: GroupMemberName) -> Callable[[GroupMemberHandler], GroupMemberHandler]: ...
    @overload
    def __call__(self, *patterns: InvitationName) -> Callable[[InvitationHandler], InvitationHandler]: ...
    @overload
    def __call__(self, *patterns: MagicAuthName) -> Callable[[MagicAuthHandler], MagicAuthHandler]: ...
    @overload
    def __call__(
        self, *patterns: OrganizationName
    ) -> Callable[[OrganizationHandler], OrganizationHandler]: ...
    @overload
    def __call__(
        self, *patterns: OrganizationDomainName
    ) -> Callable[[OrganizationDomainHandler], OrganizationDomainHandler]: ...
    @overload
    def __call__(
        self, *patterns: OrganizationDomainVerificationFailedName
    ) -> Callable[
        [OrganizationDomainVerificationFailedHandler], OrganizationDomainVerificationFailedHandler
    ]: ...
    @overload
    def __call__(
        self, *patterns: OrganizationMembershipName
    ) -> Callable[[OrganizationMembershipHandler], OrganizationMembershipHandler]: ...
    @overload
    def __call__(
        self, *patterns: OrganizationRoleName
    ) -> Callable[[OrganizationRoleHandler], OrganizationRoleHandler]: ...
    @overload
    def __call__(
        self, *patterns: PasswordResetName
    ) -> Callable[[PasswordResetHandler], PasswordResetHandler]: ...
    @overload
    def __call__(self, *patterns: PermissionName) -> Callable[[PermissionHandler], PermissionHandler]: ...
    @overload
    def __call__(
        self, *patterns: ConnectedAccountName
    ) -> Callable[[ConnectedAccountHandler], ConnectedAccountHandler]: ...
    @overload
    def __call__(
        self, *patterns: ConnectedAccountFailureName
    ) -> Callable[[ConnectedAccountFailureHandler], ConnectedAccountFailureHandler]: ...
    @overload
    def __call__(
        self, *patterns: RadarChallengeName
    ) -> Callable[[RadarChallengeHandler], RadarChallengeHandler]: ...
    @overload
    def __call__(self, *patterns: RoleName) -> Callable[[RoleHandler], RoleHandler]: ...
    @overload
    def __call__(self, *patterns: SessionName) -> Callable[[SessionHandler], SessionHandler]: ...
    @overload
    def __call__(self, *patterns: UserName) -> Callable[[UserHandler], UserHandler]: ...
    @overload
    def __call__(self, *patterns: ByokKeyName) -> Callable[[ByokKeyHandler], ByokKeyHandler]: ...
    @overload
    def __call__(
        self, *patterns: ByokKeyVerificationName
    ) -> Callable[[ByokKeyVerificationHandler], ByokKeyVerificationHandler]: ...
    @overload
    def __call__(
        self, *patterns: VaultObjectWriteName
    ) -> Callable[[VaultObjectWriteHandler], VaultObjectWriteHandler]: ...
    @overload
    def __call__(
        self, *patterns: VaultObjectAccessName
    ) -> Callable[[VaultObjectAccessHandler], VaultObjectAccessHandler]: ...
    @overload
    def __call__(
        self, *patterns: VaultObjectReadName
    ) -> Callable[[VaultObjectReadHandler], VaultObjectReadHandler]: ...
    @overload
    def __call__(
        self, *patterns: VaultDataKeyDecryptionName
    ) -> Callable[[VaultDataKeyDecryptionHandler], VaultDataKeyDecryptionHandler]: ...
    @overload
    def __call__(
        self, *patterns: VaultDataKeyReadName
    ) -> Callable[[VaultDataKeyReadHandler], VaultDataKeyReadHandler]: ...
    @overload
    def __call__(self, *patterns: VaultKeyName) -> Callable[[VaultKeyHandler], VaultKeyHandler]: ...
    @overload
    def __call__(self, *patterns: VaultAccessName) -> Callable[[VaultAccessHandler], VaultAccessHandler]: ...
    @overload
    def __call__(
        self, *patterns: WaitlistUserName
    ) -> Callable[[WaitlistUserHandler], WaitlistUserHandler]: ...

    # Names of several shapes. A wildcard may also select a name that this version does not know.
    @overload
    def __call__(
        self, *patterns: EventType | OtherName | Wildcard
    ) -> Callable[[MixedHandler], MixedHandler]: ...
