using System.Text.Json;
using Chancery.Engine.Decide;
using Chancery.Engine.Egress;
using Chancery.Engine.Inspect;
using Chancery.Engine.Settings;
using Chancery.Mail.Detection;
using Chancery.Policy.Facts;

namespace Chancery.Engine.Verdicts;

/// <summary>
/// <c>classification</c>: a service outside is asked by HTTP with JSON,
/// <c>{ "model", "subject", "text", "attachments": [{ "name", "type", "size" }] }</c>, and answers <c>{ "label": "…", "score": 0.93 }</c>.
/// No addresses and no contents of attachments are sent.
/// </summary>
public sealed class ClassifierFactSource(OpenedMessage opened, GatewaySettings settings, GuardedHttp http) : IFactSource
{
    private const int LongestAnswer = 64 * 1024;
    private const int LongestLabel = 200;
    private const int MostAttachments = 100;

    private readonly Dictionary<string, (string? Label, decimal? Score)> _answers = new(StringComparer.Ordinal);

    public string Name => "classifier";

    public async ValueTask<FactAnswer?> FetchAsync(FactKey key, CancellationToken cancel)
    {
        if (key is not { Name: "classification.label" or "classification.score" })
            return null;
        // Where there is only one, a rule need not name it.
        var model = key.Argument is { Length: > 0 } named ? named : settings.Classifiers.Count == 1 ? settings.Classifiers.Keys.Single() : "";
        if (!settings.Classifiers.TryGetValue(model, out var classifier))
            return new FactAnswer.Settled(new Fact.Unknown($"no classifier `{model}` is configured"));
        var (text, missing) = opened.Mail.Text.Whole(MailText.InBody);
        if (missing is { } unread)
            return new FactAnswer.Settled(new Fact.Unknown(unread));
        if (!_answers.TryGetValue(model, out var answer))
        {
            try
            {
                _answers[model] = answer = Read((await http.PostAsync(classifier.Url, Question(classifier, text), classifier.Token, LongestAnswer, classifier.Timeout, cancel)).Body);
            }
            catch (EgressException)
            {
                return new FactAnswer.Unavailable($"the classifier `{model}` does not answer");
            }
        }

        Fact? fact = key.Name == "classification.label" ? answer.Label is { } label ? Fact.Of(label) : null : answer.Score is { } score ? Fact.Of(score) : null;
        return new FactAnswer.Settled(fact ?? new Fact.Unknown($"the answer of the classifier `{model}` cannot be understood"));
    }

    /// <summary>A score between 0 and 1, as rules compare it.</summary>
    internal static (string? Label, decimal? Score) Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return (null, null);
            var label = json.RootElement.TryGetProperty("label", out var text) && text.ValueKind == JsonValueKind.String && text.GetString() is { Length: > 0 and <= LongestLabel } word ? word : null;
            var score = json.RootElement.TryGetProperty("score", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetDecimal(out var value) ? value : (decimal?)null;
            return (label, score);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private byte[] Question(ClassifierSettings classifier, string text)
    {
        var mail = opened.Mail;
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            model = classifier.Model,
            subject = mail.Subject,
            text = text[..Math.Min(text.Length, classifier.Text)],
            attachments = mail.Attachments.Take(MostAttachments).Select(attachment => new { name = attachment.Name, type = attachment.Content.Type, size = attachment.Content.Size }),
        });
    }
}
