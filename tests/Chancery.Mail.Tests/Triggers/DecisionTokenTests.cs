using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Chancery.Mail.Triggers;
using CsCheck;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Chancery.Mail.Tests.Triggers;

/// <summary>A signed decision counts for the one message it was made for, under the one key and algorithm, and for its time.</summary>
public sealed class DecisionTokenTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef");
    private static readonly ECDsa Curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly Ed25519PrivateKeyParameters Edwards = new(new SecureRandom());
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly TokenKey[] Keys =
    [
        TokenKey.OfSecret("addin", Secret), TokenKey.OfPublicKey("erp", Curve.ExportSubjectPublicKeyInfoPem()), TokenKey.OfPublicKey("lis", EdwardsPem()),
    ];

    private static readonly TokenBinding Binding = new("<1@acme.example>", ["b@partner.example", "C@Partner.example"], At, TimeSpan.FromHours(1));

    [Theory]
    [InlineData("HS256", "addin")]
    [InlineData("HS256", null)]
    [InlineData("ES256", "erp")]
    [InlineData("EdDSA", "lis")]
    public void A_token_of_ours_says_what_was_chosen_and_by_which_system(string algorithm, string? key)
    {
        var claims = Claims();
        claims["app"] = new JsonObject { ["name"] = "SAP", ["doc"] = "Angebot", ["id"] = "4711" };
        var (token, refusal) = DecisionToken.Verify(Make(algorithm, key, claims), Keys, Binding);
        Assert.Null(refusal);
        Assert.Equal(new DecisionToken("encrypt", "SAP", "Angebot", "4711"), token);
    }

    [Fact]
    public void A_folded_token_is_the_same()
    {
        var text = Make("HS256", "addin", Claims());
        Assert.NotNull(DecisionToken.Verify(text.Insert(40, " \t").Insert(10, " "), Keys, Binding).Token);
    }

    [Theory]
    [InlineData("mid", "\"<2@acme.example>\"", "another Message-ID")]
    [InlineData("mid", null, "another Message-ID")]
    [InlineData("rcpt", "[\"b@partner.example\"]", "not for all")]
    [InlineData("rcpt", "\"b@partner.example\"", "names no recipients")]
    [InlineData("rcpt", null, "names no recipients")]
    [InlineData("exp", "1772441999", "expired")]
    [InlineData("exp", null, "when it ends")]
    [InlineData("exp", "1e300", "a time that is none")]
    [InlineData("exp", "\"soon\"", "a time that is none")]
    [InlineData("exp", "1772528400", "longer than a token may")]
    [InlineData("iat", null, "when it was made")]
    [InlineData("iat", "1772442300", "not good yet")]
    [InlineData("nbf", "1772443000", "not good yet")]
    [InlineData("decision", "\"everything\"", "does not exist")]
    public void What_is_for_another_message_or_time_is_refused(string claim, string? value, string reason)
    {
        var claims = Claims();
        claims.Remove(claim);
        if (value is not null)
            claims[claim] = JsonNode.Parse(value);
        var (token, refusal) = DecisionToken.Verify(Make("HS256", "addin", claims), Keys, Binding);
        Assert.Null(token);
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void No_algorithm_but_the_keys_own_is_followed()
    {
        var claims = Part(Claims());
        foreach (var header in (string[])["{\"alg\":\"none\"}", "{\"alg\":\"None\"}", "{\"alg\":\"HS256\",\"kid\":\"erp\"}", "{\"alg\":\"HS512\"}", "{}", "{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}", "{\"alg\":\"HS256\",\"alg\":\"HS256\"}", "[]", "{\"alg\":1}"])
        {
            var head = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header));
            // The public key as a shared secret is what confusion of algorithms would take it for.
            foreach (var secret in (byte[][])[Secret, Encoding.ASCII.GetBytes(Curve.ExportSubjectPublicKeyInfoPem()), Curve.ExportSubjectPublicKeyInfo()])
                Assert.Null(DecisionToken.Verify($"{head}.{claims}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes($"{head}.{claims}")))}", Keys, Binding).Token);
            Assert.Null(DecisionToken.Verify($"{head}.{claims}.", Keys, Binding).Token);
        }
    }

    [Fact]
    public void A_change_of_any_character_is_noticed()
    {
        foreach (var (algorithm, key) in ((string, string)[])[("HS256", "addin"), ("ES256", "erp"), ("EdDSA", "lis")])
        {
            var text = Make(algorithm, key, Claims());
            Gen.Select(Gen.Int[0, text.Length - 1], Gen.Char["ABCxyz012-_."]).Sample(
                (at, c) =>
                {
                    var changed = text[..at] + c + text[(at + 1)..];
                    // The last character of a part carries bits that mean nothing; strict decoders refuse them, and equal octets are no change.
                    return changed == text || DecisionToken.Verify(changed, Keys, Binding).Token is null || Octets(changed).SequenceEqual(Octets(text));
                }, iter: 300, threads: 1);
        }
    }

    [Fact]
    public void Whatever_stands_there_is_refused_and_never_fails()
    {
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["ABCeyJ01234-_.=. \n"], 0, 200], Gen.String.Select(text => $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text))}.e30.AA"))
            .Sample(text => DecisionToken.Verify(text, Keys, Binding) is { Token: null, Refusal.Length: > 0 }, iter: 3000, threads: 1);
        Assert.NotNull(DecisionToken.Verify(new string('a', DecisionToken.MostCharacters + 1), Keys, Binding).Refusal);
        var deep = Base64Url.EncodeToString(Encoding.ASCII.GetBytes(new string('[', 1000)));
        Assert.NotNull(DecisionToken.Verify($"{deep}.{deep}.AA", Keys, Binding).Refusal);
    }

    [Fact]
    public void Keys_that_are_too_weak_or_of_another_kind_are_none()
    {
        Assert.Throws<CryptographicException>(() => TokenKey.OfSecret("x", new byte[31]));
        using var rsa = RSA.Create(2048);
        Assert.Throws<CryptographicException>(() => TokenKey.OfPublicKey("x", rsa.ExportSubjectPublicKeyInfoPem()));
        using var large = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.Throws<CryptographicException>(() => TokenKey.OfPublicKey("x", large.ExportSubjectPublicKeyInfoPem()));
        foreach (var nothing in (string[])["", "x", Curve.ExportPkcs8PrivateKeyPem(), "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"])
            Assert.Throws<CryptographicException>(() => TokenKey.OfPublicKey("x", nothing));
    }

    private static JsonObject Claims() => new()
    {
        ["mid"] = "<1@acme.example>",
        ["rcpt"] = new JsonArray("b@partner.example", "c@partner.example", "d@partner.example"),
        ["iat"] = At.AddMinutes(-1).ToUnixTimeSeconds(),
        ["exp"] = At.AddMinutes(10).ToUnixTimeSeconds(),
        ["decision"] = "encrypt",
    };

    private static string Make(string algorithm, string? key, JsonObject claims)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT" };
        if (key is not null)
            header["kid"] = key;
        var text = $"{Part(header)}.{Part(claims)}";
        return $"{text}.{Base64Url.EncodeToString(Sign(algorithm, Encoding.ASCII.GetBytes(text)))}";
    }

    private static byte[] Sign(string algorithm, byte[] data)
    {
        switch (algorithm)
        {
            case "HS256":
                return HMACSHA256.HashData(Secret, data);
            case "ES256":
                return Curve.SignData(data, HashAlgorithmName.SHA256);
            default:
                var signer = new Ed25519Signer();
                signer.Init(forSigning: true, Edwards);
                signer.BlockUpdate(data, 0, data.Length);
                return signer.GenerateSignature();
        }
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static IEnumerable<byte> Octets(string token)
    {
        foreach (var part in token.Split('.'))
        {
            byte[] octets;
            try
            {
                octets = Base64Url.DecodeFromChars(part);
            }
            catch (FormatException)
            {
                octets = [];
            }

            foreach (var octet in octets.Append((byte)0))
                yield return octet;
        }
    }

    private static string EdwardsPem() =>
        PemEncoding.WriteString("PUBLIC KEY", SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(Edwards.GeneratePublicKey()).GetEncoded());
}
