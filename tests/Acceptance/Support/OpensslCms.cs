namespace Acceptance.Support;

/// <summary>Judges S/MIME by somebody else's program.</summary>
internal static class OpensslCms
{
    public static async Task<byte[]> DecryptAsync(TestFolder folder, Arrived mail, string certificate, string key)
    {
        var (input, output) = (folder.At($"{Guid.CreateVersion7():N}.eml"), folder.At($"{Guid.CreateVersion7():N}.out"));
        await File.WriteAllBytesAsync(input, mail.Content);
        var result = await Run.ProgramAsync("openssl", ["cms", "-decrypt", "-in", input, "-recip", certificate, "-inkey", key, "-out", output]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return await File.ReadAllBytesAsync(output);
    }

    public static async Task<RunResult> TryDecryptAsync(TestFolder folder, Arrived mail, string certificate, string key)
    {
        var input = folder.At($"{Guid.CreateVersion7():N}.eml");
        await File.WriteAllBytesAsync(input, mail.Content);
        return await Run.ProgramAsync("openssl", ["cms", "-decrypt", "-in", input, "-recip", certificate, "-inkey", key, "-out", "/dev/null"]);
    }

    /// <summary>The signed content, verified up to the CA.</summary>
    public static async Task<byte[]> VerifyAsync(TestFolder folder, byte[] entity, string authority)
    {
        var (input, output) = (folder.At($"{Guid.CreateVersion7():N}.eml"), folder.At($"{Guid.CreateVersion7():N}.out"));
        await File.WriteAllBytesAsync(input, entity);
        var result = await Run.ProgramAsync("openssl", ["cms", "-verify", "-in", input, "-CAfile", authority, "-purpose", "smimesign", "-out", output]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return await File.ReadAllBytesAsync(output);
    }

    /// <summary>The structure of the enveloped data as openssl prints it.</summary>
    public static async Task<string> PrintAsync(TestFolder folder, Arrived mail)
    {
        var input = folder.At($"{Guid.CreateVersion7():N}.eml");
        await File.WriteAllBytesAsync(input, mail.Content);
        return (await Run.ProgramAsync("openssl", ["cms", "-cmsout", "-print", "-in", input])).Output;
    }
}
