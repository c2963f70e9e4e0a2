using System.CommandLine;
using System.Text.Json;
using Chancery.Host.Cli;
using Chancery.Policy;
using Chancery.Protection.Keys;

namespace Chancery.Host.Commands;

/// <summary><c>keys list|import|revoke</c></summary>
internal static class KeysVerb
{
    internal static readonly Option<string> Tenant = new("--tenant") { Description = "whose keys; default: the only tenant", HelpName = "id" };

    public static Command Create() => new("keys", "certificates, OpenPGP keys and revocation lists of a tenant")
    {
        new Verb("list", "what is there, without secrets", "chancery keys list", "chancery keys list --tenant acme --json") { Tenant }.Does(ListAsync),
        KeysImport.Create(),
        KeysRevoke.Create(),
    };

    /// <exception cref="UsageException">There are several tenants and none was named, or the named one is not there.</exception>
    internal static TenantId TenantOf(Invocation call, Settings.HostSettings settings)
    {
        var known = settings.Gateway.Tenants.Keys.ToList();
        if (call.Parse.GetValue(Tenant) is not { } text)
            return known.Count switch
            {
                0 => TenantId.Default,
                1 => known[0],
                _ => throw new UsageException("there are several tenants", $"name one with --tenant: {string.Join(", ", known)}"),
            };
        if (!TenantId.IsWellFormed(text))
            throw new UsageException($"\"{text}\" is no tenant id", "use a-z, 0-9 and -");
        var id = new TenantId(text);
        return known.Count == 0 || known.Contains(id) ? id : throw new UsageException($"there is no tenant \"{text}\"", $"known: {string.Join(", ", known)}");
    }

    private static async Task<int> ListAsync(Invocation call, CancellationToken cancel)
    {
        var settings = Instance.Settings(call);
        var tenant = TenantOf(call, settings);
        await using var storage = await Stores.VisitAsync(settings, cancel);
        var all = await storage.Keys.ListAsync(tenant, cancel);
        var revoked = KeyRevocation.In(all);
        var keys = all.Where(key => key.Kind != KeyKinds.Revocation).ToList();
        if (call.Json)
            call.WriteJson(json => Write(json, tenant, keys, revoked));
        else if (keys.Count == 0)
            call.Out.WriteLine(call.Say($"no keys of tenant {tenant}", $"keine Schlüssel des Mandanten {tenant}"));
        else
            foreach (var key in keys)
                call.Out.WriteLine(Line(key, revoked.Contains(key.Fingerprint)));
        return ExitCodes.Fine;
    }

    internal static string Line(StoredKey key, bool isRevoked = false)
    {
        var held = key.HasPrivateKey ? "private key" : key.Kind switch { KeyKinds.Pgp => "public key", KeyKinds.Crl => "list", _ => "certificate" };
        var name = key.Addresses.Count > 0 ? string.Join(", ", key.Addresses) : key.SubjectName;
        return $"{key.Kind}  {Word(key.Role),-12}  {held,-11}  {key.NotBefore:yyyy-MM-dd}..{key.NotAfter:yyyy-MM-dd}  {name}  {key.Fingerprint[..16]}{(isRevoked ? "  revoked" : "")}";
    }

    internal static void Write(Utf8JsonWriter json, TenantId tenant, IReadOnlyList<StoredKey> keys, IReadOnlySet<string>? revoked = null)
    {
        json.WriteStartObject();
        json.WriteString("tenant", tenant.ToString());
        json.WriteStartArray("keys");
        foreach (var key in keys)
        {
            json.WriteStartObject();
            json.WriteString("fingerprint", key.Fingerprint);
            json.WriteString("kind", key.Kind);
            json.WriteString("role", Word(key.Role));
            json.WriteStartArray("addresses");
            foreach (var address in key.Addresses)
                json.WriteStringValue(address);
            json.WriteEndArray();
            json.WriteString("subject", key.SubjectName);
            json.WriteString("notBefore", key.NotBefore);
            json.WriteString("notAfter", key.NotAfter);
            json.WriteBoolean("privateKey", key.HasPrivateKey);
            json.WriteBoolean("revoked", revoked?.Contains(key.Fingerprint) == true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Word(KeyRole role) => role switch
    {
        KeyRole.EndEntity => "end-entity",
        KeyRole.Anchor => "anchor",
        KeyRole.Intermediate => "intermediate",
    };
}
