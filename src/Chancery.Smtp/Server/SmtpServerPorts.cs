using Chancery.Smtp.Server.Auth;
using Chancery.Smtp.Server.Ports;

namespace Chancery.Smtp.Server;

/// <summary>Whom the listeners ask besides the reception; what is missing is not offered.</summary>
internal sealed record SmtpServerPorts(IAuthenticator? Authenticator, IRecipientVerifier? Verifier);
