using System.Security.Cryptography;
using System.Text;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Chancery.Policy;
using Chancery.Smtp.Server.Auth;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chancery.Smtp.Tests.Support;

/// <summary>Anna, who may log in, and a directory that is down.</summary>
public static class Users
{
    public const string Password = "Sesam öffne dich";

    public static Authenticator Anna(bool directoryDown = false) => new(
        () => new GatewaySettings
        {
            Hostname = "gw.acme.example",
            Postmaster = "postmaster@acme.example",
            Users = new Dictionary<string, MailUser> { ["anna"] = new("anna", HashOf(Password), new TenantId("acme"), ["anna@acme.example", "@reports.acme.example"]) },
            Directories = directoryDown ? [new DirectorySettings { Name = "ad", Host = "ad", Port = 636, Tls = DirectoryTls.Implicit, Base = "dc=acme" }] : [],
        },
        _ => new Down(),
        NullLogger<Authenticator>.Instance);

    public static string HashOf(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var hash = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, 10_000, HashAlgorithmName.SHA512, 64);
        return $"$pbkdf2-sha512$10000${Text(salt)}${Text(hash)}";
    }

    public static string Plain(string user, string password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{password}"));

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Text(byte[] octets) => Convert.ToBase64String(octets).TrimEnd('=').Replace('+', '.');

    private sealed class Down : IDirectory
    {
        public Task<DirectoryPerson?> LogInAsync(string user, string password, CancellationToken cancel) => throw new DirectoryUnavailableException("down");

        public Task<bool> HasAddressAsync(string address, CancellationToken cancel) => throw new DirectoryUnavailableException("down");
    }
}
