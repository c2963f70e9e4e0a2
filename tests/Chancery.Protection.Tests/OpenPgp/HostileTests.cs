using System.IO.Compression;
using System.Text;
using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Protection.OpenPgp;
using Chancery.Protection.OpenPgp.Making;
using Chancery.Protection.OpenPgp.Packets;
using Chancery.Protection.OpenPgp.Sealing;
using Chancery.Protection.Smime.Opening;
using Chancery.Protection.Tests.Support;
using CsCheck;

namespace Chancery.Protection.Tests.OpenPgp;

/// <summary>Mails that somebody made to do harm, encrypted to a key that is here, so that they are opened indeed.</summary>
public sealed class HostileTests
{
    private static readonly DateTimeOffset Now = KnownKeys.Now;
    private static readonly StoredKey Bernd = PgpKeyMaker.Make($"<{Letter.Bernd}>", Now.AddDays(-1));
    private static readonly StoredKey Anna = PgpKeyMaker.Make($"<{Letter.Anna}>", Now.AddDays(-1));
    private static readonly StoredKey Newer = PgpKeyMaker.Make("<newer@partner.example>", Now.AddDays(-1), version: 6);

    [Fact]
    public async Task Compression_in_compression_stops_at_the_limit_B52()
    {
        var packets = Literal("deep");
        for (var i = 0; i < 128; i++)
            packets = Compressed(packets);
        await IsRefusedAsync(packets, "packets nested too deeply");
    }

    [Fact]
    public async Task Sixty_megabytes_of_zeros_stop_at_the_limit_B52_B54() =>
        await IsRefusedAsync(Compressed(Literal(new string('\0', 60_000_000))), "opens to more than may be");

    [Fact]
    public async Task Ten_thousand_packets_stop_at_the_limit_B52() =>
        await IsRefusedAsync([.. Enumerable.Repeat(PacketWriting.Packet(PacketTag.Marker, "PGP"u8), 10_001).SelectMany(packet => packet), .. Literal("late")], "more packets than may be");

    [Fact]
    public async Task Two_documents_are_none()
    {
        await IsRefusedAsync([.. Literal("one"), .. Literal("two")], "something stands in it that may not be there");
        await IsRefusedAsync([.. Literal("one"), .. Enumerable.Repeat(PacketWriting.Packet(PacketTag.Signature, [4, 0, 27, 10, 0, 0, 0, 0, 1, 2]), 17).SelectMany(packet => packet)], "more signatures than may be");
    }

    /// <summary>A key, a check and a tag that is wrong: whoever asks learns one and the same, and gets no octet.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_change_of_the_ciphertext_gives_the_same_answer_B46_B51(bool isNew)
    {
        var store = await StoreAsync();
        var packets = await SealedAsync(Literal("Secret words."), isNew);
        var start = packets.Length - 70;
        for (var at = start; at < packets.Length; at += 3)
        {
            var changed = (byte[])packets.Clone();
            changed[at] ^= 0x20;
            await using var opened = await Opened.OpenAsync(PgpMail.Around(changed), store, Now);
            Assert.Equal((OpeningEnd.NotDecrypted, 0, 0), (opened.End, opened.Layers.Count, opened.Kept.Count));
            Assert.Null(opened.Problem);
        }
    }

    [Fact]
    public async Task Another_key_than_the_one_it_was_sealed_by_gives_the_same_answer_as_a_changed_content()
    {
        var store = await StoreAsync();
        var packets = await SealedAsync(Literal("Secret words."), isNew: false, wrongSession: true);
        await using var opened = await Opened.OpenAsync(PgpMail.Around(packets), store, Now);
        Assert.Equal((OpeningEnd.NotDecrypted, null, 0), (opened.End, opened.Problem, opened.Kept.Count));
    }

    [Fact]
    public async Task For_nobody_here_it_stays_closed_B53()
    {
        await using var opened = await Opened.OpenAsync(PgpMail.Around(await SealedAsync(Literal("Secret words."), isNew: false)), new MemoryKeys(), Now);
        Assert.Equal((OpeningEnd.NoKey, 0), (opened.End, opened.Layers.Count));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Whatever_is_changed_the_reader_comes_to_an_end(bool encrypt, bool isNew)
    {
        var store = await StoreAsync();
        string[] to = !encrypt ? [] : isNew ? ["newer@partner.example"] : [Letter.Bernd];
        var mail = await PgpMail.MakeAsync(store, Now, Letter.Anna, to);
        var start = mail.IndexOf("MIME-Version", StringComparison.Ordinal);
        Gen.Select(Gen.Int[start, mail.Length - 2], Gen.Int[0, 3], Gen.Int[1, 60], Gen.Byte).Sample(
            change =>
            {
                var opened = Opened.OpenAsync(Mutate(mail, change), store, Now).GetAwaiter().GetResult();
                if (SignatureSummary.Of(opened) is { Verdict: Verdict.Valid })
                    Assert.Equal(Letter.Entity, opened.Layers.OfType<SmimeLayer.Signed>().First().Content.TextAsync().GetAwaiter().GetResult());
                opened.DisposeAsync().AsTask().GetAwaiter().GetResult();
            },
            iter: Environment.GetEnvironmentVariable("CHANCERY_LONG") == "1" ? 200_000 : 500);
    }

    /// <summary>Changed behind the integrity: what a sender with our public key can do.</summary>
    [Fact]
    public async Task Whatever_stands_within_the_reader_comes_to_an_end()
    {
        var store = await StoreAsync();
        byte[] seed = [.. Compressed([.. PacketWriting.Packet(PacketTag.OnePassSignature, [3, 0, 8, 22, 1, 2, 3, 4, 5, 6, 7, 8, 1]), .. Literal("A text."), .. PacketWriting.Packet(PacketTag.Signature, Convert.FromHexString("04001608000605026123456700"))])];
        Gen.Select(Gen.Int[0, seed.Length - 1], Gen.Byte, Gen.Int[0, 2]).Sample(
            change =>
            {
                byte[] changed = change.Item3 switch
                {
                    0 => [.. seed[..change.Item1], (byte)(seed[change.Item1] ^ (change.Item2 | 1)), .. seed[(change.Item1 + 1)..]],
                    1 => seed[..change.Item1],
                    _ => [.. seed[..change.Item1], change.Item2, .. seed[change.Item1..]],
                };
                var opened = Opened.OpenAsync(PgpMail.Around(SealedAsync(changed, isNew: false).GetAwaiter().GetResult()), store, Now).GetAwaiter().GetResult();
                Assert.NotEqual(Verdict.Valid, SignatureSummary.Of(opened)?.Verdict);
                opened.DisposeAsync().AsTask().GetAwaiter().GetResult();
            },
            iter: Environment.GetEnvironmentVariable("CHANCERY_LONG") == "1" ? 100_000 : 500);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("prefer-encrypt=mutual; ", true)]
    [InlineData("_other=1; ", true)]
    [InlineData("critical=1; ", false)]
    public void Autocrypt_offers_a_candidate_and_nothing_else_B59(string more, bool expected)
    {
        var field = $"addr={Letter.Anna}; {more}keydata={Convert.ToBase64String(Anna.Certificate, Base64FormattingOptions.InsertLineBreaks)}";
        Assert.Equal(expected ? Anna.Fingerprint : null, AutocryptHeader.Candidate([field], [Letter.Anna])?.Fingerprint);
        Assert.Null(AutocryptHeader.Candidate([field, field], [Letter.Anna]));
        Assert.Null(AutocryptHeader.Candidate([field], [Letter.Bernd]));
        Assert.Null(AutocryptHeader.Candidate([field], [Letter.Anna, Letter.Bernd]));
        Assert.Null(AutocryptHeader.Candidate([field.Replace(Letter.Anna, Letter.Bernd, StringComparison.Ordinal)], [Letter.Bernd]));
    }

    private static async Task IsRefusedAsync(byte[] packets, string problem)
    {
        await using var opened = await Opened.OpenAsync(PgpMail.Around(await SealedAsync(packets, isNew: false)), await StoreAsync(), Now);
        Assert.Equal((OpeningEnd.Unreadable, problem, 0), (opened.End, opened.Problem, opened.Layers.Count));
    }

    private static async Task<MemoryKeys> StoreAsync()
    {
        var store = new MemoryKeys();
        foreach (var key in new[] { Anna, Bernd, Newer })
            await store.AddAsync(TenantId.Default, key, default);
        return store;
    }

    private static byte[] Literal(string text) => PacketWriting.Packet(PacketTag.Literal, [(byte)'b', 0, 0, 0, 0, 0, .. Encoding.Latin1.GetBytes("Content-Type: text/plain\r\n\r\n" + text)]);

    private static byte[] Compressed(byte[] packets)
    {
        using var zipped = new MemoryStream();
        zipped.WriteByte(1);
        using (var deflate = new DeflateStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(packets);
        return PacketWriting.Packet(PacketTag.Compressed, zipped.ToArray());
    }

    /// <summary>Packets encrypted to Bernd, or in the new form to Newer.</summary>
    private static async Task<byte[]> SealedAsync(byte[] packets, bool isNew, bool wrongSession = false)
    {
        var ring = new Protection.OpenPgp.Keys.PgpKeyRing(await StoreAsync(), new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now));
        var recipient = (await ring.ForEncryptionAsync(TenantId.Default, isNew ? "newer@partner.example" : Letter.Bernd, default)).Recipient!;
        var key = System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);
        using var output = new MemoryStream();
        output.Write(SessionKeyWrapping.Packet(recipient.Key, wrongSession ? new byte[32] : key, 9, isNew));
        await using SealedStream content = isNew ? await AeadStream.OpenAsync(output, key, 9, default) : await CheckedStream.OpenAsync(output, key, default);
        await content.WriteAsync(packets);
        await content.CompleteAsync(default);
        return output.ToArray();
    }

    private static byte[] Mutate(string mail, (int At, int Kind, int Length, byte Octet) change)
    {
        var octets = Encoding.Latin1.GetBytes(mail);
        var length = Math.Min(change.Length, octets.Length - change.At);
        return change.Kind switch
        {
            0 => [.. octets[..change.At], (byte)(octets[change.At] ^ (change.Octet | 1)), .. octets[(change.At + 1)..]],
            1 => [.. octets[..change.At], .. octets[(change.At + length)..]],
            2 => [.. octets[..change.At], .. octets[(change.At - length)..]],
            _ => octets[..change.At],
        };
    }
}
