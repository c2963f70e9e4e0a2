using Chancery.Engine.Settings;
using Chancery.Smtp.Tls;

namespace Chancery.Host.Serving;

/// <summary>The listeners' certificates, which a reload reads anew.</summary>
internal sealed class Certificates(IReadOnlyDictionary<ListenerSettings, FileCertificate> files)
{
    public IEnumerable<(ListenerSettings Listener, FileCertificate Certificate)> All => files.Select(entry => (entry.Key, entry.Value));

    public IServerCertificate? Of(ListenerSettings listener) => files.GetValueOrDefault(listener);
}
