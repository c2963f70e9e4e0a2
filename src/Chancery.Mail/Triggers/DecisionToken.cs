using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Chancery.Mail.Addresses;

namespace Chancery.Mail.Triggers;

/// <summary>What a signed token says (<c>X-Chancery-Decision</c>): a JWS in compact form (RFC 7515) whose claims bind it to one message.</summary>
/// <param name="Decision">As <c>user.decision</c> says it; null: nothing was chosen.</param>
public sealed record DecisionToken(string? Decision, string? AppName, string? AppDocument, string? AppId)
{
    /// <summary>Characters of a token: many recipients have room.</summary>
    public const int MostCharacters = 64 * 1024;

    private const int MostKeys = 32;

    private static readonly string[] Decisions = ["none", "encrypt", "vertraulich", "portal", "plain"];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <returns>The token, or else why it does not count. The reason holds nothing of the token.</returns>
    public static (DecisionToken? Token, string? Refusal) Verify(string text, IReadOnlyList<TokenKey> keys, TokenBinding binding)
    {
        try
        {
            return (Read(Unfolded(text), keys, binding), null);
        }
        catch (TokenException refused)
        {
            return (null, refused.Message);
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException)
        {
            return (null, "it cannot be read");
        }
    }

    /// <summary>A long field is folded on its way, and unfolding leaves the spaces.</summary>
    private static string Unfolded(string text) =>
        text.Length > MostCharacters ? throw new TokenException("it is too long") : string.Concat(text.Where(c => c is not (' ' or '\t' or '\r' or '\n')));

    private static DecisionToken Read(string text, IReadOnlyList<TokenKey> keys, TokenBinding binding)
    {
        if (text.Split('.') is not [{ Length: > 0 } head, { Length: > 0 } claims, { Length: > 0 } mark])
            throw new TokenException("it is no token in three parts");
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(head), Strict);
        CheckSignature(header.RootElement, Encoding.ASCII.GetBytes($"{head}.{claims}"), Base64Url.DecodeFromChars(mark), keys);
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(claims), Strict);
        var body = document.RootElement;
        CheckTime(body, binding);
        CheckMessage(body, binding);
        var decision = Text(body, "decision");
        if (decision is not null && !Decisions.Contains(decision))
            throw new TokenException("it names a decision that does not exist");
        var app = body.TryGetProperty("app", out var given) ? given : default;
        return app.ValueKind is JsonValueKind.Object
            ? new DecisionToken(decision, Text(app, "name"), Text(app, "doc"), Text(app, "id"))
            : new DecisionToken(decision, null, null, null);
    }

    /// <summary>The algorithm is the key's; a token that names another one, or none, or extensions, is refused (RFC 7515 section 4.1.11, RFC 8725).</summary>
    private static void CheckSignature(JsonElement header, byte[] data, byte[] mark, IReadOnlyList<TokenKey> keys)
    {
        if (header.TryGetProperty("crit", out _) || header.TryGetProperty("b64", out _))
            throw new TokenException("it demands extensions");
        var (algorithm, name) = (Text(header, "alg"), Text(header, "kid"));
        var fitting = keys.Where(key => key.Algorithm == algorithm && (name is null || key.Name == name)).Take(MostKeys).ToList();
        if (fitting.Count == 0)
            throw new TokenException("no key of ours has its name and algorithm");
        if (!fitting.Exists(key => key.Verifies(data, mark)))
            throw new TokenException("its signature is wrong");
    }

    private static void CheckTime(JsonElement claims, TokenBinding binding)
    {
        var (issued, expires) = (Time(claims, "iat"), Time(claims, "exp"));
        if (issued is null || expires is null)
            throw new TokenException("it does not say when it was made and when it ends");
        if (expires - issued > binding.MostLife)
            throw new TokenException("it is good for longer than a token may be");
        if (binding.At < issued - TokenBinding.Skew || Time(claims, "nbf") is { } start && binding.At < start - TokenBinding.Skew)
            throw new TokenException("it is not good yet");
        if (binding.At > expires)
            throw new TokenException("it has expired");
    }

    private static void CheckMessage(JsonElement claims, TokenBinding binding)
    {
        if (binding.MessageId is not { Length: > 0 } id || Text(claims, "mid") != id)
            throw new TokenException("it is for another Message-ID");
        if (!claims.TryGetProperty("rcpt", out var list) || list.ValueKind != JsonValueKind.Array)
            throw new TokenException("it names no recipients");
        var named = list.EnumerateArray().Select(one => one.ValueKind == JsonValueKind.String ? MailAddress.NormaliseOrLower(one.GetString()!) : "").ToHashSet(StringComparer.Ordinal);
        if (binding.Recipients.Count == 0 || binding.Recipients.Any(recipient => !named.Contains(MailAddress.NormaliseOrLower(recipient))))
            throw new TokenException("it is not for all of the recipients");
    }

    /// <summary>Seconds since 1970; a fraction is cut off.</summary>
    private static DateTimeOffset? Time(JsonElement claims, string name)
    {
        if (!claims.TryGetProperty(name, out var value))
            return null;
        // Beyond the year 9999 there is no date; and no number is a fault of the token's.
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0 and < 253402300799
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : throw new TokenException("it has a time that is none");
    }

    private static string? Text(JsonElement claims, string name)
    {
        if (!claims.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
            return null;
        var text = value.GetString()!;
        return text.Length <= 998 && !text.Any(char.IsControl) ? text : throw new TokenException("it holds a text that is too long, or not printable");
    }

    private sealed class TokenException(string reason) : Exception(reason);
}
