using System.CommandLine;
using System.Text.Json;
using Chancery.Engine.Register;
using Chancery.Host.Cli;
using Chancery.Protection.Keys;

namespace Chancery.Host.Commands;

/// <summary><c>keys revoke KEY…</c></summary>
internal static class KeysRevoke
{
    /// <summary>Fewer digits of a fingerprint could meet another key by chance.</summary>
    private const int FewestDigits = 8;

    private static readonly Argument<string[]> Named = new("KEY") { Description = "fingerprints (or their first digits, eight at least), or addresses", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string> Reason = new("--reason") { Description = "why, for the register", HelpName = "text", DefaultValueFactory = _ => "revoked by the administrator" };

    public static Verb Create() => new Verb("revoke", "keys that are not to be used any more, whatever they say themselves",
        "chancery keys revoke 5d41402abc4b2a76", "chancery keys revoke left@partner.example --reason \"has left\" --tenant acme")
    {
        Named, Reason, KeysVerb.Tenant,
    }.Does(RunAsync);

    private static async Task<int> RunAsync(Invocation call, CancellationToken cancel)
    {
        var settings = Instance.Settings(call);
        var tenant = KeysVerb.TenantOf(call, settings);
        await using var storage = await Stores.VisitAsync(settings, cancel);
        var all = await storage.Keys.ListAsync(tenant, cancel);
        var wanted = call.Parse.GetRequiredValue(Named).SelectMany(name => Find(call, name, all)).DistinctBy(key => key.Fingerprint).ToList();
        var (now, reason) = (TimeProvider.System.GetUtcNow(), call.Parse.GetRequiredValue(Reason));
        foreach (var key in wanted)
            await storage.Keys.AddAsync(tenant, KeyRevocation.EntryFor(key, reason, now), cancel);
        var data = JsonSerializer.Serialize(new { by = Environment.UserName, reason, keys = wanted.Select(key => new { fingerprint = key.Fingerprint, kind = key.Kind, addresses = key.Addresses }) });
        await storage.Mail.AppendAsync([new RegisterEvent(tenant, now, "keys-revoked", null, data)], cancel);
        if (call.Json)
            call.WriteJson(json => KeysVerb.Write(json, tenant, wanted, wanted.Select(key => key.Fingerprint).ToHashSet()));
        else
        {
            foreach (var key in wanted)
                call.Out.WriteLine(KeysVerb.Line(key, isRevoked: true));
            call.Out.WriteLine(call.Say($"{wanted.Count} revoked", $"{wanted.Count} widerrufen"));
        }

        return ExitCodes.Fine;
    }

    private static List<StoredKey> Find(Invocation call, string name, IReadOnlyList<StoredKey> all)
    {
        var digits = name.Replace(" ", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();
        var found = all.Where(key => key.IsKey()
            && (name.Contains('@', StringComparison.Ordinal) ? key.Addresses.Contains(name.ToLowerInvariant()) : digits.Length >= FewestDigits && key.Fingerprint.StartsWith(digits, StringComparison.Ordinal))).ToList();
        return found.Count > 0
            ? found
            : throw new UsageException(
                call.Say($"there is no key \"{name}\"", $"es gibt keinen Schlüssel \"{name}\""),
                call.Say("name a fingerprint as in  chancery keys list --json  or an address; nothing was revoked", "nennen Sie einen Fingerabdruck wie in  chancery keys list --json  oder eine Adresse; nichts wurde widerrufen"));
    }
}
