using Chancery.Engine.Receive;
using Chancery.Smtp.Data;

namespace Chancery.Smtp.Server.Session;

/// <summary>A message whose chunks are coming in.</summary>
internal sealed record ChunkedMessage(Intake Intake, ChunkDecoder Decoder) : IAsyncDisposable
{
    /// <returns>The reply to the last chunk.</returns>
    public async Task<SmtpReply> EndAsync()
    {
        var output = new byte[2];
        var written = Decoder.End(output);
        await Intake.HandOnAsync(output.AsMemory(0, written), Decoder.Fault);
        return await Intake.EndAsync();
    }

    public ValueTask DisposeAsync() => Intake.DisposeAsync();
}
