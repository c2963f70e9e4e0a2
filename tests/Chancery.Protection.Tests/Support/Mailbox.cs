using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.Smime;
using Microsoft.Extensions.Time.Testing;
using static Chancery.Protection.Tests.Support.Programs;

namespace Chancery.Protection.Tests.Support;

/// <summary>Keys made by openssl, read by the product from a folder, and openssl as the one who opens what the product makes.</summary>
public sealed class Mailbox(TempFolder folder)
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public KeyRing Ring() => new(Store(), new FakeTimeProvider(Now));

    public IKeyStore Store() => FolderKeyStore.Open(folder["keys"]);

    /// <summary>Puts files of openssl into the key store of the product.</summary>
    public void Keep(string anchor, params string[] files)
    {
        folder.Write($"keys/anchors/{Path.GetFileName(anchor)}", File.ReadAllBytes(anchor));
        foreach (var file in files)
            folder.Write($"keys/{file}", File.ReadAllBytes(folder[file]));
    }

    /// <returns>Path of what the product made.</returns>
    public Task<string> ProtectAsync(byte[] message, string? signer, params string[] recipients) => ProtectAsync(message, signer, SmimeProfile.Compatible, false, false, recipients);

    public Task<string> ProtectAsync(byte[] message, string? signer, SmimeProfile profile, bool opaque, params string[] recipients) => ProtectAsync(message, signer, profile, opaque, false, recipients);

    public async Task<string> ProtectAsync(byte[] message, string? signer, SmimeProfile profile, bool opaque, bool triple, params string[] recipients)
    {
        var ring = Ring();
        using var identity = signer is null ? null : await ring.ForSigningAsync(TenantId.Default, signer, default);
        Assert.True(signer is null || identity is not null, $"no key to sign with for {signer}");
        var certificates = new List<System.Security.Cryptography.X509Certificates.X509Certificate2>();
        foreach (var recipient in recipients)
            certificates.Add((await ring.ForEncryptionAsync(TenantId.Default, recipient, default)).Certificate ?? throw new InvalidOperationException($"no key for {recipient}"));
        var path = folder[$"{Guid.CreateVersion7():N}.eml"];
        await using var output = File.Create(path);
        var job = new SmimeJob(new MemoryStream(message))
        {
            Signer = identity,
            Recipients = certificates,
            SigningTime = Now,
            Boundary = "chancery-test-boundary",
            Profile = profile,
            OpaqueSignature = opaque,
            OuterSigner = triple ? identity : null,
        };
        await SmimeProtector.WriteAsync(job, output, default);
        return path;
    }

    /// <summary>Decrypts with NAME.pem and NAME.key.</summary>
    public async Task<string> DecryptAsync(string mail, string name)
    {
        var clear = folder[$"{Guid.CreateVersion7():N}.clear"];
        await OpensslAsync("cms", "-decrypt", "-in", mail, "-recip", folder[$"{name}.pem"], "-inkey", folder[$"{name}.key"], "-out", clear);
        return clear;
    }

    /// <summary>Verifies up to an anchor; the signed entity.</summary>
    public async Task<byte[]> VerifyAsync(string mail, string anchor, string time = "1772442000")
    {
        var clear = folder[$"{Guid.CreateVersion7():N}.clear"];
        await OpensslAsync("cms", "-verify", "-in", mail, "-CAfile", anchor, "-purpose", "smimesign", "-attime", time, "-out", clear);
        return await File.ReadAllBytesAsync(clear);
    }

    /// <summary>The CMS structure as openssl prints it.</summary>
    public static Task<string> PrintAsync(string mail) => OpensslAsync("cms", "-cmsout", "-print", "-in", mail);
}
