using System.Security.Authentication;

namespace Chancery.Smtp.Text;

/// <summary>A TLS version as it stands in sessions, logs and Received fields.</summary>
internal static class TlsName
{
    public static string Of(SslProtocols protocol) => protocol switch
    {
        SslProtocols.Tls13 => "TLS1.3",
        SslProtocols.Tls12 => "TLS1.2",
        _ => protocol.ToString(),
    };
}
