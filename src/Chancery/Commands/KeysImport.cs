using System.CommandLine;
using Chancery.Engine.Register;
using Chancery.Host.Cli;
using Chancery.Policy;
using Chancery.Protection.Keys;
using Chancery.Storage;

namespace Chancery.Host.Commands;

/// <summary><c>keys import FILE…</c></summary>
internal static class KeysImport
{
    private const int LargestFile = 16 << 20;

    private static readonly Argument<string[]> Files = new("FILE") { Description = "PEM, DER, PKCS#12, revocation lists or OpenPGP keys, recognised by content", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string> PasswordFile = new("--password-file") { Description = "password of PKCS#12 and of encrypted private keys, on its first line", HelpName = "file" };

    private static readonly Option<bool> Anchor = new("--anchor") { Description = "the certificates are authorities to be trusted" };

    private static readonly Option<string> Domain = new("--domain") { Description = "the certificate is that of the gateway of this domain: it signs, encrypts and decrypts for everybody there", HelpName = "name" };

    private static readonly Option<string> Department = new("--department") { Description = "the key signs for this department (sign: { key: department })", HelpName = "name" };

    public static Verb Create() => new Verb("import", "takes certificates, keys and revocation lists into the key store",
        "chancery keys import partner.pem", "chancery keys import me.p12 --password-file ./me.password", "chancery keys import --anchor ca.pem", "chancery keys import gateway.pem --domain partner.example")
    {
        Files, PasswordFile, Anchor, Domain, Department, KeysVerb.Tenant,
    }.Does(RunAsync);

    private static async Task<int> RunAsync(Invocation call, CancellationToken cancel)
    {
        var settings = Instance.Settings(call);
        var tenant = KeysVerb.TenantOf(call, settings);
        var import = new KeyImport();
        var password = PasswordOf(call);
        foreach (var file in call.Parse.GetRequiredValue(Files))
            Add(import, file, password);
        await using var storage = await Stores.VisitAsync(settings, cancel);
        var found = Assigned(call, import.Join(call.Parse.GetValue(Anchor), await storage.Keys.ListAsync(tenant, cancel)));
        foreach (var key in found.Keys)
            await storage.Keys.AddAsync(tenant, key, cancel);
        await RecordAsync(storage, tenant, found.Keys, cancel);
        Report(call, tenant, found);
        return ExitCodes.Fine;
    }

    /// <summary>Gives keys the name of a domain or department beside what they state themselves.</summary>
    private static KeyImportResult Assigned(Invocation call, KeyImportResult found)
    {
        var names = new List<string>();
        if (call.Parse.GetValue(Domain) is { } domain)
            names.Add(domain.Length > 0 && !domain.Contains('@', StringComparison.Ordinal) && Uri.CheckHostName(domain) == UriHostNameType.Dns
                ? AssignedNames.OfDomain(domain)
                : throw new UsageException($"\"{domain}\" is no domain", "name it like partner.example"));
        if (call.Parse.GetValue(Department) is { } department)
            names.Add(department.Length > 0 && !department.Contains('@', StringComparison.Ordinal) ? AssignedNames.OfDepartment(department) : throw new UsageException($"\"{department}\" is no department", "name it as the directory does"));
        if (names.Count == 0)
            return found;
        if (!found.Keys.Any(IsOfSomebody))
            throw new UsageException("there is no key in it that could be of a domain or department", "name the file of an S/MIME certificate that is no authority, or of an OpenPGP key");
        return found with { Keys = [.. found.Keys.Select(key => IsOfSomebody(key) ? key with { Addresses = [.. key.Addresses, .. names] } : key)] };
    }

    private static bool IsOfSomebody(StoredKey key) => key.Kind == KeyKinds.Pgp || key is { Kind: KeyKinds.Smime, Role: KeyRole.EndEntity };

    private static void Add(KeyImport import, string file, string? password)
    {
        try
        {
            if (new FileInfo(file).Length > LargestFile)
                throw new UsageException($"{file} is too large for a key file", "name files of certificates and keys");
            import.Add(File.ReadAllBytes(file), file, password);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be read", "check that it exists and that this user may read it");
        }
        catch (KeyImportException e)
        {
            throw new UsageException(e.Message, "nothing was imported");
        }
    }

    /// <summary>The register names fingerprints and addresses.</summary>
    private static Task RecordAsync(EmbeddedStorage storage, TenantId tenant, IReadOnlyList<StoredKey> keys, CancellationToken cancel)
    {
        var data = System.Text.Json.JsonSerializer.Serialize(new
        {
            by = Environment.UserName,
            keys = keys.Select(key => new { fingerprint = key.Fingerprint, role = key.Role.ToString().ToLowerInvariant(), addresses = key.Addresses }),
        });
        return keys.Count == 0
            ? Task.CompletedTask
            : storage.Mail.AppendAsync([new RegisterEvent(tenant, TimeProvider.System.GetUtcNow(), "keys-imported", null, data)], cancel);
    }

    private static string? PasswordOf(Invocation call)
    {
        if (call.Parse.GetValue(PasswordFile) is not { } file)
            return null;
        try
        {
            return File.ReadLines(file).FirstOrDefault() ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the password file {file} cannot be read", "its first line is the password");
        }
    }

    private static void Report(Invocation call, TenantId tenant, KeyImportResult found)
    {
        foreach (var warning in found.Warnings)
            call.Error.WriteLine("warning: " + warning);
        if (call.Json)
        {
            call.WriteJson(json => KeysVerb.Write(json, tenant, found.Keys));
            return;
        }

        foreach (var key in found.Keys)
            call.Out.WriteLine(KeysVerb.Line(key));
        call.Out.WriteLine(call.Say($"{found.Keys.Count} imported", $"{found.Keys.Count} importiert"));
    }
}
