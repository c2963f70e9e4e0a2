using System.Net.Security;

namespace Chancery.Smtp.Tls;

/// <summary>The certificate a listener shows, asked for at each handshake so that a reload holds from the next session on.</summary>
public interface IServerCertificate
{
    SslStreamCertificateContext Current { get; }
}
