using Chancery.Protection.Keys;
using static Chancery.Protection.Tests.Support.Programs;

namespace Chancery.Protection.Tests.Support;

/// <summary>GnuPG with a home of its own, as maker of keys and mails and as judge. Its keys are of 1 January 2025.</summary>
public sealed class Gnupg : IDisposable
{
    private readonly TempFolder _folder = new();

    public string this[string name] => _folder[name];

    /// <param name="algorithm">As gpg names it; <c>future-default</c>: Ed25519 and Cv25519.</param>
    public Task MakeAsync(string address, string algorithm = "future-default", string usage = "default", string expires = "none") =>
        RunAsync("--faked-system-time", "20250101T000000!", "--quick-gen-key", $"{address.Split('@')[0]} <{address}>", algorithm, usage, expires);

    /// <summary>As the product imports it.</summary>
    public async Task<StoredKey> KeyAsync(string address, bool secret)
    {
        var file = _folder[$"{Guid.CreateVersion7():N}.asc"];
        await RunAsync("--armor", "--output", file, secret ? "--export-secret-keys" : "--export", address);
        var import = new KeyImport();
        import.Add(await File.ReadAllBytesAsync(file), file, null);
        return Assert.Single(import.Join(false, []).Keys);
    }

    /// <summary>Decrypts, and says by whom it is signed; null where there is no good signature.</summary>
    public async Task<(string Clear, string? Signer)> DecryptAsync(string mail)
    {
        var (file, clear) = (_folder.Write($"{Guid.CreateVersion7():N}.asc", mail[mail.IndexOf("-----BEGIN PGP MESSAGE", StringComparison.Ordinal)..]), _folder[$"{Guid.CreateVersion7():N}.clear"]);
        var status = await RunAsync("--status-fd", "1", "--output", clear, "--decrypt", file);
        return (await File.ReadAllTextAsync(clear, System.Text.Encoding.Latin1), SignerIn(status));
    }

    /// <summary>Verifies a multipart/signed; the signer, or null.</summary>
    public async Task<string?> VerifyAsync(string mail)
    {
        var boundary = "--" + mail[(mail.IndexOf("boundary=\"", StringComparison.Ordinal) + 10)..].Split('"')[0];
        var parts = mail.Split(boundary);
        var signed = _folder.Write($"{Guid.CreateVersion7():N}.signed", System.Text.Encoding.Latin1.GetBytes(parts[1][2..^2]));
        var (code, status) = await TryAsync(["--status-fd", "1", "--verify", _folder.Write($"{Guid.CreateVersion7():N}.sig", parts[2][parts[2].IndexOf("-----BEGIN", StringComparison.Ordinal)..]), signed]);
        return code == 0 ? SignerIn(status) : null;
    }

    /// <summary>The packets as gpg lists them.</summary>
    public Task<string> PacketsAsync(string mail) =>
        RunAsync("--list-packets", "--verbose", _folder.Write($"{Guid.CreateVersion7():N}.asc", mail[mail.IndexOf("-----BEGIN PGP MESSAGE", StringComparison.Ordinal)..]));

    public async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output) = await TryAsync(arguments);
        Assert.True(code == 0, output[..Math.Min(output.Length, 2000)]);
        return output;
    }

    public void Dispose()
    {
        try
        {
            using var stop = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("gpgconf", ["--homedir", _folder["gnupg"], "--kill", "all"]) { RedirectStandardError = true });
            stop?.WaitForExit(5000);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Not installed: then nothing runs either.
        }

        _folder.Dispose();
    }

    private static string? SignerIn(string status)
    {
        var line = status.Split('\n').FirstOrDefault(line => line.Contains("GOODSIG ", StringComparison.Ordinal));
        return line is null || !status.Contains("VALIDSIG ", StringComparison.Ordinal) ? null : line[(line.LastIndexOf('<') + 1)..].TrimEnd('>', '\r', ' ');
    }

    private Task<(int ExitCode, string Output)> TryAsync(string[] arguments)
    {
        var home = Directory.CreateDirectory(_folder["gnupg"]);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(home.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Programs.TryAsync("gpg", ["--homedir", home.FullName, "--batch", "--no-tty", "--yes", "--pinentry-mode", "loopback", "--passphrase", "", "--trust-model", "always", .. arguments]);
    }
}
