using System.Text.Json;
using Chancery.Policy.Facts;
using Chancery.Policy.Loading;
using Chancery.Policy.Plans;

namespace Chancery.Policy.Tests.Deciding;

/// <summary>A policy, a mail, and what must become of it: <c>policy/</c>, <c>mail.json</c>, <c>expected.json</c> in one folder.</summary>
internal sealed class GoldenCase : IDisposable
{
    private readonly string _folder;
    private readonly JsonDocument _mail;
    private readonly JsonDocument _expected;

    public GoldenCase(string folder)
    {
        _folder = folder;
        _mail = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "mail.json")));
        _expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "expected.json")));
    }

    public JsonElement Expected => _expected.RootElement;

    /// <summary>The groups as JSON, what could not be known, and round by round what was asked for.</summary>
    public JsonElement Decide()
    {
        var load = PolicyLoader.Load(Path.Combine(_folder, "policy"));
        Assert.True(!load.HasErrors, string.Join('\n', load.Findings));
        var (decision, asked) = Ask(load.Policies[TenantId.Default]);
        return JsonOf(decision, asked);
    }

    public void Dispose()
    {
        _mail.Dispose();
        _expected.Dispose();
    }

    private (Decision Decision, List<IReadOnlyList<FactKey>> Asked) Ask(IPolicy policy)
    {
        var book = FactBook.Read(Member("facts") ?? default);
        var request = Request();
        var asked = new List<IReadOnlyList<FactKey>>();
        while (policy.Decide(request) is DecisionStep.Needs needs)
        {
            Assert.NotEmpty(needs.Keys);
            Assert.DoesNotContain(needs.Keys, key => request.Facts.TryGet(key, out _));
            asked.Add(needs.Keys);
            request = request with { Facts = request.Facts.With(needs.Keys.Select(key => KeyValuePair.Create(key, book.Find(key)))) };
        }

        return (((DecisionStep.Decided)policy.Decide(request)).Decision, asked);
    }

    private DecisionRequest Request() => new(
        TenantId.Default,
        [.. Texts("to").Select(to => new DecisionRecipient(to, false)), .. Texts("hidden").Select(to => new DecisionRecipient(to, true))],
        FactSet.Empty)
    {
        At = Member("at") is { } at ? at.GetDateTimeOffset() : new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
        Copy = Member("copy") is not null ? new EquatableList<Method>([.. Texts("copy").Select(MethodOf)]) : null,
        Refused = Member("refused") is { } refused ? refused.EnumerateObject().ToDictionary(to => to.Name, to => RefusedOf(to.Value)) : new Dictionary<string, IReadOnlyDictionary<Method, string>>(),
    };

    private JsonElement? Member(string name) => _mail.RootElement.TryGetProperty(name, out var value) ? value : null;

    private IEnumerable<string> Texts(string name) => Member(name)?.EnumerateArray().Select(item => item.GetString()!) ?? [];

    private static IReadOnlyDictionary<Method, string> RefusedOf(JsonElement methods) =>
        methods.EnumerateObject().ToDictionary(method => MethodOf(method.Name), method => method.Value.GetString()!);

    private static Method MethodOf(string name) => Enum.GetValues<Method>().First(method => Names.Of(method) == name);

    private static JsonElement JsonOf(Decision decision, List<IReadOnlyList<FactKey>> asked)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("groups");
            foreach (var group in decision.Groups)
                GroupJson.Write(json, group);
            json.WriteEndArray();
            json.WritePropertyName("unknown");
            JsonSerializer.Serialize(json, decision.Unknown.Select(unknown => unknown.Key.ToString()).Order(StringComparer.Ordinal));
            json.WritePropertyName("asked");
            JsonSerializer.Serialize(json, asked.Select(round => round.Select(key => key.ToString()).Order(StringComparer.Ordinal)));
            json.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.Clone();
    }
}
