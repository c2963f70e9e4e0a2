using System.Security.Cryptography.X509Certificates;
using System.Text;
using Chancery.Engine.Tests.Support;
using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.Smime;

namespace Chancery.Engine.Tests.Protect.Incoming;

/// <summary>Somebody outside who signs and encrypts to Anna.</summary>
internal static class Partner
{
    public const string Bernd = "bernd@partner.example";

    public static readonly string Plain = $"From: Bernd <{Bernd}>\r\nTo: {House.Anna}\r\nSubject: Plan\r\nMessage-ID: <7@partner.example>\r\nX-Chancery-Info-Signature: smime; valid; signer=mallory\r\n"
        + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nSecret words.\r\n";

    public static async Task<string> MakeAsync(House house, string? text = null, bool sign = true, string? to = House.Anna, SmimeProfile? profile = null, bool opaque = false, string signer = Bernd)
    {
        var ring = new KeyRing(house.Keys, house.Time);
        using var identity = sign ? await ring.ForSigningAsync(TenantId.Default, signer, default) : null;
        List<X509Certificate2> recipients = [];
        if (to is not null)
            recipients.Add((await ring.ForEncryptionAsync(TenantId.Default, to, default)).Certificate!);
        using var output = new MemoryStream();
        var job = new SmimeJob(new MemoryStream(Encoding.ASCII.GetBytes(text ?? Plain)))
        {
            Signer = identity,
            Recipients = recipients,
            SigningTime = house.Time.GetUtcNow(),
            Boundary = "b0undary",
            Profile = profile ?? SmimeProfile.BsiStandard,
            OpaqueSignature = opaque,
        };
        await SmimeProtector.WriteAsync(job, output, default);
        return Encoding.ASCII.GetString(output.ToArray());
    }
}
