using Chancery.Host.Cli;
using Chancery.Host.Settings;

namespace Chancery.Host.Demo;

/// <summary>The demo's folder: settings that other verbs can use too, the policy, the mails, the outbox.</summary>
internal sealed class DemoHouse(string folder)
{
    public string Folder { get; } = Directory.CreateDirectory(folder).FullName;

    public string SettingsFile => Path.Combine(Folder, "chancery.yaml");

    public DemoOutbox Outbox() => new(Path.Combine(Folder, "outbox"));

    public string MailFile(int number) => Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, "mails")).FullName, $"{number:D2}.eml");

    /// <exception cref="UsageException">A port cannot be used.</exception>
    public HostSettings Settings(int smtp, int web, int portal, int nextHop)
    {
        CopyPolicy();
        var text = $$"""
            # Written by  chancery demo  at each start.
            hostname: gw.acme.example
            listen:
              smtp: [ { address: "127.0.0.1:{{smtp}}", trust: internal } ]
              web: { studio: "http://localhost:{{web}}", portal: "http://localhost:{{portal}}" }
            next-hops: { default: { host: 127.0.0.1, port: {{nextHop}}, tls: none } }
            policy: { source: ./policy }
            storage: { database: "sqlite:./chancery.db", blobs: "file:./blobs" }
            secrets: { provider: file, path: ./secrets }

            """;
        File.WriteAllText(SettingsFile, text);
        var load = SettingsReader.Read(SettingsFile, text, []);
        return load.Settings ?? throw new UsageException("these ports cannot be used", "ports are 1 to 65535") { Findings = load.Findings };
    }

    private void CopyPolicy()
    {
        var target = Directory.CreateDirectory(Path.Combine(Folder, "policy")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "policies", "demo")))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
    }
}
