using System.Text;
using Chancery.Protection.Smime.Opening;
using Chancery.Protection.Tests.Support;
using CsCheck;

namespace Chancery.Protection.Tests.Smime.Opening;

/// <summary>Mutated CMS: no crash, no hang, and never "valid" for anything but what was signed.</summary>
public sealed class MutationTests
{
    private static readonly KnownKeys Keys = KnownKeys.Of(Letter.Anna, Letter.Bernd);

    [Theory]
    [InlineData(false, false, "")]
    [InlineData(false, true, "")]
    [InlineData(true, false, "aes-256-gcm")]
    [InlineData(true, true, "aes-256-cbc")]
    public async Task Whatever_is_changed_the_reader_comes_to_an_end(bool encrypt, bool opaque, string content)
    {
        var mail = await Letter.MakeAsync(Keys, encrypt: encrypt, opaque: opaque, content: content);
        var bodyStart = mail.IndexOf("MIME-Version", StringComparison.Ordinal);
        var mutation = Gen.Select(Gen.Int[bodyStart, mail.Length - 2], Gen.Int[0, 3], Gen.Int[1, 60], Gen.Byte);

        mutation.Sample(
            change =>
            {
                using var opened = new Disposal(Opened.OpenAsync(Mutate(mail, change), Keys, KnownKeys.Now).GetAwaiter().GetResult());
                if (SignatureSummary.Of(opened.Smime) is { Verdict: Verdict.Valid })
                    Assert.Equal(Letter.Entity, opened.Smime.Layers.OfType<SmimeLayer.Signed>().First(layer => layer.Signers.Count > 0).Content.TextAsync().GetAwaiter().GetResult());
            },
            iter: Environment.GetEnvironmentVariable("CHANCERY_LONG") == "1" ? 200_000 : 500);
    }

    private static byte[] Mutate(string mail, (int At, int Kind, int Length, byte Octet) change)
    {
        var octets = Encoding.ASCII.GetBytes(mail);
        var length = Math.Min(change.Length, octets.Length - change.At);
        return change.Kind switch
        {
            0 => [.. octets[..change.At], (byte)(octets[change.At] ^ (change.Octet | 1)), .. octets[(change.At + 1)..]],
            1 => [.. octets[..change.At], .. octets[(change.At + length)..]],
            2 => [.. octets[..change.At], .. octets[(change.At - length)..]],
            _ => octets[..change.At],
        };
    }

    private sealed class Disposal(OpenedSmime smime) : IDisposable
    {
        public OpenedSmime Smime => smime;

        public void Dispose() => smime.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
