using Chancery.Policy;
using Chancery.Protection.Keys;

namespace Chancery.Host.Demo;

/// <summary>The demo's own authority, and keys for the people who have one; made at the first start.</summary>
internal static class DemoKeys
{
    public static async Task MakeAsync(IKeyStore store, TimeProvider time, CancellationToken cancel)
    {
        if ((await store.ListAsync(TenantId.Default, cancel)).Count > 0)
            return;
        using var maker = new CertificateMaker("Chancery Demo CA", time.GetUtcNow());
        await store.AddAsync(TenantId.Default, maker.Anchor, cancel);
        await store.AddAsync(TenantId.Default, maker.MailCertificate(DemoMail.Sender, "Joerg Mueller"), cancel);
        // Of others the house holds the certificate only.
        foreach (var (address, name) in ((string, string)[])[(DemoMails.Bernd, "Bernd"), (DemoMails.Frida, "Frida")])
            await store.AddAsync(TenantId.Default, maker.MailCertificate(address, name) with { PrivateKey = null, HasPrivateKey = false }, cancel);
    }
}
