using Chancery.Engine.Inspect.Cryptography;
using Chancery.Engine.Messages;
using Chancery.Engine.Tenants;
using Chancery.Mail.Facts;
using Chancery.Mail.Inspection;

namespace Chancery.Engine.Inspect;

/// <summary>A message opened for inspection: its envelope, its exact bytes, and what can be seen in them.</summary>
/// <param name="Original">Seekable; disposed along with this.</param>
public sealed record OpenedMessage(Tenant Tenant, SpooledMessage Message, Stream Original, InspectedMail Mail, MailContext Context) : IDisposable
{
    /// <summary>What its cryptography was opened to; null as long as nobody asked.</summary>
    internal CryptoView? View { get; set; }

    public void Dispose()
    {
        View?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Mail.Dispose();
        Original.Dispose();
    }
}
