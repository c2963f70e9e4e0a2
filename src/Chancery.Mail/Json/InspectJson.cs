using System.Text.Json;
using Chancery.Mail.Facts;
using Chancery.Mail.Inspection;

namespace Chancery.Mail.Json;

/// <summary>One entry of <c>mails</c> in the output of <c>inspect</c>. Nothing that a detector matched is written.</summary>
public static class InspectJson
{
    /// <param name="source">The path as given.</param>
    /// <param name="findings">What opening it came to; null if nobody opened it.</param>
    /// <exception cref="IOException">The original cannot be read.</exception>
    /// <param name="context">The session it is supposed to have come by, and what a policy looks for; null: one from outside, without a policy.</param>
    /// <param name="facts">All that a rule could ask; null: not looked for.</param>
    public static void Write(Utf8JsonWriter json, InspectedMail mail, string source, MailContext? context = null, CryptoFindings? findings = null, IReadOnlyList<ShownFact>? facts = null)
    {
        List<string> unknown = [];
        json.WriteStartObject();
        json.WriteString("source", source);
        json.WriteString("messageId", mail.MessageId);
        json.WriteString("from", mail.From is [var from, ..] ? from : null);
        Strings(json, "to", mail.To);
        json.WriteString("subject", mail.Subject);
        json.WriteNumber("size", mail.Size);
        Strings(json, "tags", mail.Tags);
        InspectTrustJson.Write(json, mail, context);
        InspectLabelsJson.Write(json, mail, unknown);
        InspectAttachmentsJson.Write(json, mail, unknown);
        InspectDetectorsJson.Write(json, mail, context?.Reading, unknown);
        Crypto(json, mail.Crypto, findings);
        if (facts is not null) InspectFactsJson.Write(json, facts);
        json.WriteBoolean("malformed", mail.Malformed.Count > 0);
        Strings(json, "unknown", unknown);
        Strings(json, "problems", mail.Problems);
        json.WriteEndObject();
    }

    /// <summary>An entry for an input that could not be opened.</summary>
    public static void WriteProblem(Utf8JsonWriter json, string source, string problem)
    {
        json.WriteStartObject();
        json.WriteString("source", source);
        json.WriteNull("messageId");
        json.WriteNull("from");
        Strings(json, "to", []);
        json.WriteString("subject", "");
        json.WriteNumber("size", 0);
        foreach (var name in (string[])["tags", "labels", "attachments"]) Strings(json, name, []);
        json.WriteStartObject("detectors");
        json.WriteEndObject();
        Crypto(json, CryptoState.None);
        json.WriteBoolean("malformed", false);
        Strings(json, "unknown", []);
        Strings(json, "problems", [problem]);
        json.WriteEndObject();
    }

    internal static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void Crypto(Utf8JsonWriter json, CryptoState crypto, CryptoFindings? findings = null)
    {
        json.WriteStartObject("crypto");
        if (findings is not null)
            Verdict(json, findings.Signed);
        else if (crypto.Signed is { } signed)
        {
            json.WriteStartObject("signed");
            json.WriteString("kind", Name(signed));
            json.WriteString("verdict", "unknown");
            json.WriteNull("signer");
            json.WriteString("reason", "the signature was not verified");
            json.WriteEndObject();
        }
        else
            json.WriteNull("signed");
        if (crypto.Encrypted is { } encrypted)
        {
            json.WriteStartObject("encrypted");
            json.WriteString("kind", Name(encrypted));
            json.WriteEndObject();
        }
        else
            json.WriteNull("encrypted");
        json.WriteEndObject();
    }

    private static void Verdict(Utf8JsonWriter json, CryptoVerdict? verdict)
    {
        if (verdict is null)
        {
            json.WriteNull("signed");
            return;
        }

        json.WriteStartObject("signed");
        json.WriteString("kind", Name(verdict.Kind));
        json.WriteString("verdict", verdict.Verdict);
        json.WriteString("signer", verdict.Signer);
        json.WriteString("reason", verdict.Reason);
        json.WriteEndObject();
    }

    private static string Name(CryptoKind kind) => kind == CryptoKind.Pgp ? "pgp" : "smime";
}
