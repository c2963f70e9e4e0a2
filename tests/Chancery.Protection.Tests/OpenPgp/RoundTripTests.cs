using System.Text;
using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.OpenPgp;
using Chancery.Protection.OpenPgp.Making;
using Chancery.Protection.OpenPgp.Opening;
using Chancery.Protection.OpenPgp.Packets;
using Chancery.Protection.Smime.Opening;
using Chancery.Protection.Tests.Support;
using static Chancery.Protection.Tests.Support.Programs;

namespace Chancery.Protection.Tests.OpenPgp;

/// <summary>What the product makes others read, and what others make the product reads: GnuPG, Sequoia, OpenPGP.js.</summary>
public sealed class RoundTripTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly Gnupg _gpg = new();
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("future-default")]
    [InlineData("rsa3072")]
    [InlineData("nistp256")]
    [InlineData("nistp384")]
    [InlineData("nistp521")]
    [InlineData("brainpoolP256r1")]
    [InlineData("brainpoolP384r1")]
    public async Task With_gpg_both_ways(string algorithm)
    {
        var keys = new MemoryKeys();
        foreach (var address in new[] { Letter.Anna, Letter.Bernd })
        {
            await MakeAsync(address, algorithm);
            await keys.AddAsync(TenantId.Default, await _gpg.KeyAsync(address, secret: true), default);
        }

        var mail = await PgpMail.MakeAsync(keys, Now, Letter.Anna, [Letter.Bernd]);
        var (clear, signer) = await _gpg.DecryptAsync(mail);
        Assert.Equal((Letter.Entity, Letter.Anna), (clear, signer));
        await IsReadAsync(keys, Encoding.Latin1.GetBytes(mail));

        var entity = _folder.Write("entity", Letter.Entity);
        await _gpg.RunAsync("--faked-system-time", "20260302T080000!", "--local-user", Letter.Anna, "--recipient", Letter.Bernd, "--output", _folder["theirs"], "--sign", "--encrypt", entity);
        await IsReadAsync(keys, PgpMail.Around(await File.ReadAllBytesAsync(_folder["theirs"])));
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("zlib")]
    [InlineData("bzip2")]
    [InlineData("none")]
    public async Task Compressed_in_every_way_of_gpg(string way)
    {
        var keys = new MemoryKeys();
        await MakeAsync(Letter.Bernd, "future-default");
        await keys.AddAsync(TenantId.Default, await _gpg.KeyAsync(Letter.Bernd, secret: true), default);
        await _gpg.RunAsync("--compress-algo", way, "--recipient", Letter.Bernd, "--output", _folder["theirs"], "--encrypt", _folder.Write("entity", Letter.Entity));
        await using var opened = await Opened.OpenAsync(PgpMail.Around(await File.ReadAllBytesAsync(_folder["theirs"])), keys, Now);
        Assert.Equal(Letter.Entity, await opened.Innermost!.TextAsync());
    }

    [Fact]
    public async Task With_sequoia_both_ways()
    {
        var keys = new MemoryKeys();
        foreach (var address in new[] { Letter.Anna, Letter.Bernd })
        {
            var (made, said) = await TryAsync("sq", "key", "generate", "--creation-time", "20250101T000000", "--userid", $"<{address}>", "--export", _folder[address]);
            Assert.True(made == 0, said);
            var import = new KeyImport();
            import.Add(await File.ReadAllBytesAsync(_folder[address]), address, null);
            await keys.AddAsync(TenantId.Default, Assert.Single(import.Join(false, []).Keys), default);
        }

        var mail = await PgpMail.MakeAsync(keys, Now, Letter.Anna, [Letter.Bernd]);
        var packets = _folder.Write("ours.asc", mail[mail.IndexOf("-----BEGIN PGP MESSAGE", StringComparison.Ordinal)..]);
        var (code, output) = await TryAsync("sq", "decrypt", "--recipient-key", _folder[Letter.Bernd], "--signer-cert", _folder[Letter.Anna], "--signatures", "1", "--output", _folder["clear"], packets);
        Assert.True(code == 0, output);
        Assert.Equal(Letter.Entity, await File.ReadAllTextAsync(_folder["clear"]));

        (code, output) = await TryAsync("sq", "encrypt", "--recipient-cert", _folder[Letter.Bernd], "--signer-key", _folder[Letter.Anna], "--output", _folder["theirs.asc"], _folder.Write("entity", Letter.Entity));
        Assert.True(code == 0, output);
        await IsReadAsync(keys, PgpMail.Around(await File.ReadAllBytesAsync(_folder["theirs.asc"])), TimeProvider.System.GetUtcNow());
    }

    /// <summary>Keys of version 4 and 6 made here; of version 6 also signatures, session keys and OCB.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task With_OpenPGP_js_both_ways(int version)
    {
        var (judge, modules) = OpenPgpJs();
        var keys = new MemoryKeys();
        foreach (var address in new[] { Letter.Anna, Letter.Bernd })
        {
            var key = PgpKeyMaker.Make($"<{address}>", Now.AddDays(-1), version);
            await keys.AddAsync(TenantId.Default, key, default);
            _folder.Write(address + ".pub", key.Certificate);
            _folder.Write(address, Transferable(key));
        }

        var mail = await PgpMail.MakeAsync(keys, Now, Letter.Anna, [Letter.Bernd]);
        Assert.Equal(version == 4, mail.Contains("\r\n=", StringComparison.Ordinal));
        _folder.Write("ours.asc", mail[mail.IndexOf("-----BEGIN PGP MESSAGE", StringComparison.Ordinal)..]);
        _folder.Write("entity", Letter.Entity);
        var (code, output) = await TryAsync("node", judge, modules, _folder["."], Letter.Anna, Letter.Bernd, Now.ToString("O"));
        Assert.True(code == 0, output);
        Assert.Equal(Letter.Entity, await File.ReadAllTextAsync(_folder["clear"]));
        await IsReadAsync(keys, PgpMail.Around(await File.ReadAllBytesAsync(_folder["theirs.asc"])));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task What_is_only_signed_stays_readable_and_is_verified(int version)
    {
        var keys = new MemoryKeys();
        await keys.AddAsync(TenantId.Default, PgpKeyMaker.Make($"<{Letter.Anna}>", Now.AddDays(-1), version), default);
        var mail = await PgpMail.MakeAsync(keys, Now, Letter.Anna, []);
        Assert.Contains(Letter.Entity, mail, StringComparison.Ordinal);
        await using var opened = await Opened.OpenAsync(Encoding.Latin1.GetBytes(mail), keys, Now);
        Assert.Equal((Verdict.Valid, Letter.Anna), SignatureSummary.Of(opened) is { } said ? (said.Verdict, said.Signer) : default);
    }

    [Theory]
    [InlineData(4, 10)]
    [InlineData(6, 10)]
    [InlineData(4, 200_000)]
    [InlineData(6, 65_536)]
    [InlineData(6, 131_072)]
    [InlineData(4, 65_536)]
    [InlineData(6, 0)]
    public async Task Every_length_comes_back(int version, int lines)
    {
        var keys = new MemoryKeys();
        await keys.AddAsync(TenantId.Default, PgpKeyMaker.Make($"<{Letter.Anna}>", Now.AddDays(-1), version), default);
        var message = Letter.Clear() + new string('x', lines);
        await using var opened = await Opened.OpenAsync(Encoding.Latin1.GetBytes(await PgpMail.MakeAsync(keys, Now, Letter.Anna, [Letter.Anna], message)), keys, Now);
        Assert.Equal(Verdict.Valid, SignatureSummary.Of(opened)!.Verdict);
        Assert.Equal(Letter.Entity + new string('x', lines), await opened.Innermost!.TextAsync());
    }

    [Fact]
    public async Task The_last_check_sees_another_recipient_another_form_and_a_changed_signature()
    {
        var keys = new MemoryKeys();
        foreach (var address in new[] { Letter.Anna, Letter.Bernd })
            await keys.AddAsync(TenantId.Default, PgpKeyMaker.Make($"<{address}>", Now.AddDays(-1)), default);
        var ring = new Protection.OpenPgp.Keys.PgpKeyRing(keys, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now));
        var anna = (await ring.ForEncryptionAsync(TenantId.Default, Letter.Anna, default)).Recipient!;
        var bernd = (await ring.ForEncryptionAsync(TenantId.Default, Letter.Bernd, default)).Recipient!;
        using var signer = await ring.ForSigningAsync(TenantId.Default, Letter.Anna, default);
        var mail = Encoding.Latin1.GetBytes(await PgpMail.MakeAsync(keys, Now, null, [Letter.Bernd]));
        string? Look(byte[] copy, params Protection.OpenPgp.Keys.PgpRecipient[] to) => PgpOutgoingCheck.Of(new MemoryStream(copy), to, to.Length == 0 ? signer : null, PgpProfile.Compatible, default);

        Assert.Null(Look(mail, bernd));
        Assert.Equal("it is encrypted to somebody else", Look(mail, anna));
        Assert.Equal("it is encrypted to more or fewer than its recipients", Look(mail, anna, bernd));
        Assert.Equal("it is encrypted in another form than decided", PgpOutgoingCheck.Of(new MemoryStream(mail), [bernd], null, new PgpProfile { Aead = true }, default));
        Assert.Equal("it is not encrypted", Look(Encoding.Latin1.GetBytes(Letter.Clear()), bernd));
        var signed = await PgpMail.MakeAsync(keys, Now, Letter.Anna, []);
        Assert.Null(Look(Encoding.Latin1.GetBytes(signed)));
        Assert.Equal("its signature does not fit", Look(Encoding.Latin1.GetBytes(signed.Replace("line one", "line two", StringComparison.Ordinal))));
    }

    public void Dispose()
    {
        _gpg.Dispose();
        _folder.Dispose();
    }

    private static async Task IsReadAsync(IKeyStore keys, byte[] mail, DateTimeOffset? now = null)
    {
        await using var opened = await Opened.OpenAsync(mail, keys, now ?? Now);
        Assert.True(opened.IsDecrypted, $"{opened.End}: {opened.Problem}");
        Assert.Equal((Verdict.Valid, Letter.Anna, ""), SignatureSummary.Of(opened) is { } said ? (said.Verdict, said.Signer, said.Reason) : default);
        Assert.Equal(Letter.Entity, await opened.Innermost!.TextAsync());
    }

    private async Task MakeAsync(string address, string algorithm)
    {
        await _gpg.MakeAsync(address, algorithm, algorithm.StartsWith("rsa", StringComparison.Ordinal) ? "cert,sign,encr" : algorithm == "future-default" ? "default" : "cert,sign");
        if (algorithm is "future-default" || algorithm.StartsWith("rsa", StringComparison.Ordinal))
            return;
        var fingerprint = (await _gpg.RunAsync("--with-colons", "--list-keys", address)).Split('\n').First(line => line.StartsWith("fpr", StringComparison.Ordinal)).Split(':')[9];
        await _gpg.RunAsync("--faked-system-time", "20250101T000000!", "--quick-add-key", fingerprint, algorithm, "encr", "none");
    }

    /// <summary>A transferable secret key (RFC 9580 section 10.1.2): the secret packets in the places of the public ones.</summary>
    private static byte[] Transferable(StoredKey key)
    {
        var (secrets, publics, whole) = (new PacketReader(new MemoryStream(key.PrivateKey!), new PacketBudget()), new PacketReader(new MemoryStream(key.Certificate), new PacketBudget()), new MemoryStream());
        while (publics.Next() is { } packet)
        {
            var body = packet.ReadAll(1 << 16);
            var secret = packet.Tag is PacketTag.PublicKey or PacketTag.PublicSubkey ? secrets.Next() : null;
            whole.Write(secret is null ? PacketWriting.Packet(packet.Tag, body) : PacketWriting.Packet(secret.Tag, secret.ReadAll(1 << 16)));
        }

        return whole.ToArray();
    }

    private static (string Judge, string Modules) OpenPgpJs()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var modules = Path.Combine(folder.FullName, "artifacts", "node", "node_modules", "openpgp");
            if (Directory.Exists(modules))
                return (Path.Combine(folder.FullName, "tests", "node", "openpgp.mjs"), Path.GetDirectoryName(modules)!);
        }

        Assert.Skip("OpenPGP.js is not installed (.ci/peers)");
        return default;
    }
}
